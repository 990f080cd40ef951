//! What a message only reports, warns of or forbids is not what it says; and whoever misuses that is still caught.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use amazon_help::ask::message::{Checker, Question};
use amazon_help::kb::Kb;
use amazon_help::kb::record::{Found, MessageVerdict};
use amazon_help::text::mail;

/// Warnings as neighbours, families, offices, newspapers and shops write them: they repeat what scammers say.
const WARNINGS: &[&str] = &[
    "回覧です。町内で「医療費の還付金があります。本日中にATMで手続きしてください」という電話が続いています。ATMで還付金が戻ることは絶対にありません。電話を切って交番へご相談ください。",
    "お母さん、Amazonから「アカウントを停止しました」ってメール来ても絶対開かないでね。詐欺だから。",
    "おばあちゃんへ。息子を名乗って「携帯をなくした、番号が変わった、お金を振り込んで」と電話してくるのは詐欺です。すぐ切ってね。",
    "昨日、警察官を名乗る男から電話があって、逮捕状が出ている、口座を調べるから暗証番号を教えてと言われました。怖くなって切りました。これって詐欺ですよね？",
    "○○銀行です。当行の行員が電話やメールで暗証番号やワンタイムパスワードをお聞きすることは一切ありません。不審な電話があった場合は、窓口までご連絡ください。",
    "NHKニュースです。宅配業者を装い「不在のため荷物を持ち帰りました」という偽のショートメッセージを送りつけ、個人情報を入力させる手口の被害が相次いでいます。",
    "去年、県内の70代の女性が、パソコンに「ウイルスに感染しました」と表示され、サポートを名乗る男にコンビニで電子マネーを購入させられ、番号を伝えて30万円をだまし取られました。",
    "男は「未納料金があり、本日中に支払わなければ裁判になる」などと言って、女性に電子マネーを買わせ、カードの番号を読み上げさせたということです。",
    "【注意喚起】Amazonをかたるメールが出回っています。件名は「お支払い方法に問題があります」「アカウントを停止しました」などです。リンクを開いたり、カード番号を入力したりしないでください。",
    "こんな電話に注意！「1を押してください」「未納料金があります」自動音声の電話はすべて詐欺です。すぐに電話を切りましょう。",
    "偽サイトでは、カード番号、有効期限、セキュリティコードの入力を求められます。絶対に入力しないでください。",
    "【社内周知】社長になりすまし、「LINEグループを作ってQRコードを送ってほしい」と指示するメールが届いています。返信せず、情報システム部に連絡してください。",
    "質問です。「お客様のカードのご利用を一時停止しました。24時間以内に確認してください」というSMSが来ました。リンクを押しても大丈夫でしょうか？",
    "このメール詐欺？ 「Amazonプライムの会費のお支払いができませんでした。24時間以内に更新してください」って書いてあるんだけど。",
    "ヤマト運輸です。当社では、SMSによるご不在連絡は行っておりません。当社の名前をかたった「お荷物をお届けできません」という迷惑メールにご注意ください。",
    "国税庁では、SMSで未払いの税金の納付を求めることはありません。差押えを予告するメールは偽物です。開かずに削除してください。",
    "事例：スマホに「有料動画の未納料金があります。本日中に連絡がない場合は法的措置をとります」というSMSが届き、電話をかけたところ、プリペイドカードで支払うように言われた。このような請求は架空請求です。",
    "副業で稼げるという広告からLINEで登録すると、最初は少額の報酬が振り込まれますが、その後、高額なタスクのために送金を求められます。お金を払わないと報酬が受け取れないと言われたら詐欺です。",
    "SNSで知り合った相手から「必ず儲かる投資がある」と誘われ、指定の口座に振り込んでしまう被害が急増しています。投資グループへの招待には応じないでください。",
    "ロマンス詐欺の手口：海外の軍人を名乗り、荷物を送るので手数料を払ってほしいと頼んできます。会ったことのない人にお金を送らないでください。",
    "「あなたの端末をハッキングしました。恥ずかしい動画を公開されたくなければビットコインで支払ってください」という脅迫メールは、ばらまき型の詐欺です。無視してください。",
    "遠隔操作アプリを入れさせ、ネットバンキングで送金させる手口が確認されています。知らない相手に言われてアプリを入れないでください。",
    "確認コードは、たとえ家族や警察を名乗る人にも教えてはいけません。コードを教えてと言われたら、それは詐欺です。",
    "PayPayで返金すると言われ、送金の画面で数字を入力させられた、という相談が増えています。返金を装って逆に送金させる手口です。",
    "小学校より。保護者のスマートフォンに「お子さまが事故にあいました。至急ご連絡ください」という不審なメールが届いたとの報告がありました。本校からこのようなメールをお送りすることはありません。",
    "Amazonギフトカードを買って番号を教えて、と頼まれたら100％詐欺です。店員さんに相談してください。",
    "コンビニで電子マネーを買うよう指示されたら、それは詐欺です。番号を伝える前に110番してください。",
    "マイナポイント事務局を名乗り「ポイントの受取期限が迫っています」と偽サイトへ誘導するフィッシングメールにご注意ください。",
    "警察が、電話で口座の暗証番号を聞いたり、ビデオ通話で取り調べをしたり、逮捕状の画像を送ったりすることはありません。",
    "えきねっとを装い、「自動退会処理」を予告して偽サイトでログインさせるフィッシングの報告を受けています。",
    "当社を装った偽メールの文例\n・お客様のアカウントが一時停止されました\n・お支払い方法を更新してください\n・24時間以内に確認が取れない場合は解約されます\nこれらは当社からのメールではありません。",
    "＜だまされないで！＞犯人は電話でこう言います。「お宅の口座が犯罪に使われています」「キャッシュカードを交換します」「暗証番号を教えてください」",
    "昨日もヤマトって名乗るSMSきた。住所確認してくださいってリンク付きの。踏まないようにね〜",
    "父が「NTTですが、2時間後に電話が使えなくなります。1を押してください」っていう電話を受けたらしい。切ったって。",
    "ケアマネの田中です。利用者さん宅に「給付金の手続きで通帳の暗証番号を」と尋ねる電話があったそうです。訪問の際に声かけをお願いします。",
    "うちの親がAmazonの未払い料金があるって電話でギフトカード買わされそうになった。コンビニの人が止めてくれて助かった。",
    "新しい手口です。「電気料金が未払いのため本日中に送電を停止します」というSMSから、偽の支払いページに誘導します。東京電力がSMSで料金を請求することはありません。",
    "カード会社からです。不正利用の確認と称して、SMSの認証コードを聞き出す電話が確認されています。当社の社員が認証コードをお聞きすることは絶対にございません。",
    "クイズ：次のうち詐欺はどれ？ ①「口座が凍結されました。こちらから手続きを」 ②「お届け予定のお知らせ」 答えは①です。",
    "「全額返金します」と言われて、返金はスマホ決済で行うと案内されたら詐欺を疑いましょう。相手の指示どおりに操作すると、逆にお金を送ってしまいます。困ったら188へ。",
    "Police warn of callers posing as bank staff who say your account has been compromised and ask you to move money to a safe account.",
    "If you get a text saying your parcel could not be delivered, don't click the link. Go to the carrier's site yourself.",
    "My grandma got a call from someone claiming to be from Amazon. He said there was a suspicious purchase on her account and told her to install AnyDesk. She hung up.",
    "Reminder from IT: attackers are sending emails that look like they come from the CEO, asking staff to buy gift cards and send photos of the codes. Do not reply; report them.",
    "Is this real? \"Your Amazon account has been suspended. Verify within 24 hours.\" I got it this morning, looks fake to me.",
    "We will never ask you for your PIN, full password or one-time code, and we'll never ask you to move money to another account.",
    "How the scam works: the caller says a warrant has been issued for your arrest and that you must pay a fine in gift cards or bitcoin. The real police don't do this.",
    "A retired teacher lost $40,000 after a man posing as a police officer told her she was under investigation and had to transfer her savings to a safe account.",
    "Column: The hi mum scam. It starts with \"Hi mum, I lost my phone, this is my new number\", and ends with a request to pay a bill. Call the old number first.",
    "Nobody from the tax office will phone you to demand payment in gift cards. If someone does, hang up.",
    "Fake job offers on Telegram promise 300 dollars a day for liking videos, then ask victims to deposit money. Block and report.",
    "Warning to residents: recorded calls say that your phone will be cut off in two hours and tell you to press 1. NTT does not make such calls. Hang up.",
    "Common phishing subjects this month:\n- Your account has been locked\n- Your payment was declined, update your billing details\n- You have won a gift card\nReport them to security@example.com.",
    "One-time codes are like keys. If anyone asks you to read a code out over the phone, it's a scam, even if they say they're from Amazon.",
    "dad, the text that says your card is blocked isn't from the bank. just delete it and don't call the number",
    "Sextortion emails claim that your device was hacked and that a video of you will be released unless you pay bitcoin. They are bluffing. Do not pay.",
    "Beware of fake parcel texts asking you to pay a small customs fee. Royal Mail won't text you about fees with a link.",
    "Embassy notice: fraudsters pretending to be immigration officers are calling people in Japan, saying that their residence card is invalid and demanding payment by prepaid card.",
    "The bank's reminder: never share your password or one-time code with anyone, including our staff. We don't send links asking you to log in.",
    "At school today we learned about scams: if a message says you won a prize and asks for your card number, it's fake.",
    "Colleague here: got one of those \"your mailbox is full, verify your account to keep your files\" mails again. Reported it to IT, don't open it.",
    "Refund scam: you are told you were overpaid and must send back the difference by gift card or wire. Real companies never do that.",
];

/// Scams that quote their own alarm, warn of scams or forbid something beside it: sender and text.
const MISUSES: &[(&str, &str)] = &[
    ("", "Amazonアカウントを停止しました。24時間以内にこちらから更新してください https://jp-account.example.top/u 詐欺にご注意ください。"),
    ("", "詐欺にご注意ください。Amazonアカウントを停止しました。24時間以内にこちらから更新してください https://jp-account.example.top/u"),
    (
        "",
        "フィッシング詐欺が増えています。Amazonアカウントを停止しました。下記より本人確認をお願いします。https://jp-account.example.top/u",
    ),
    ("", "【Amazon】「アカウントを停止しました」24時間以内に「本人確認」をお願いします https://jp-account.example.top/u"),
    ("", "Amazon「お支払い方法に問題があります」更新してください https://jp-account.example.top/u"),
    (
        "",
        "【Amazon】お客様のアカウントを停止いたしました。パスワードは誰にも教えないでください。本人確認はこちら https://jp-account.example.top/u",
    ),
    ("", "Amazonアカウントを停止しました、下記から更新してください、偽メールにご注意ください https://jp-account.example.top/u"),
    ("", "Amazonのアカウントが停止されました。このメールのリンク以外は開かないでください。更新はこちら https://jp-account.example.top/u"),
    ("", "Amazonのアカウントを制限しました、なりすまし防止のため本人確認をお願いします https://jp-account.example.top/u"),
    (
        "",
        "「アカウントを停止しました」というメールをお送りしましたが、ご確認いただけていません。アマゾンです。24時間以内に更新してください https://jp-account.example.top/u",
    ),
    ("", "アマゾンです。「アカウント停止」というお知らせをご確認ください。情報を更新してください。https://jp-account.example.top/u"),
    (
        "",
        "アマゾンより重要なお知らせ：フィッシング詐欺対策のためアカウントの情報を更新してください。更新しない場合は利用停止 https://jp-account.example.top/u",
    ),
    (
        "",
        "Amazonを装った詐欺メールが増えています。お客様のアカウントを保護するため本人確認が必要です。こちらからログインしてください https://jp-account.example.top/u",
    ),
    (
        "",
        "Amazonを装った詐欺メールにご注意ください。お客様の口座から不正利用を検知しました。至急こちらで確認 https://jp-account.example.top/u",
    ),
    ("", "アマゾンです。未納料金があります。本日中に連絡がない場合は法的措置をとります。詐欺ではありません。050-5555-0123"),
    ("", "アマゾンです。「未納料金」があります。本日中に「ご連絡」ください。詐欺電話にご注意ください。050-5555-0123"),
    ("", "アマゾンです。ご購入の件は「1」を押してください。"),
    ("", "アマゾンです。詐欺の被害を防ぐため、1を押してください。"),
    ("", "届いた6桁の番号を教えてください。詐欺ではないので安心してください。"),
    ("", "届いた6桁の番号を教えてください。他の人には教えないでください。"),
    ("", "確認コードは誰にも教えないでください。ただし本人確認のため、届いた6桁の番号を当センターに返信してください。"),
    ("", "カードの暗証番号をご返信ください。暗証番号を他人に教えないでください。"),
    ("", "コンビニでギフトカードを購入して、番号を連絡してください。家族には言わないでください。"),
    ("", "コンビニでギフトカードを購入して、番号を連絡してください。詐欺にご注意ください。"),
    ("", "「コンビニでギフトカードを購入して、番号を連絡してください」と部長が言っています。急いでお願いします。"),
    ("", "【ヤマト運輸】お荷物をお預かりしております。偽サイトにご注意ください。再配達はこちら https://jp-account.example.top/u"),
    (
        "",
        "【ヤマト運輸】「住所不明」のためお荷物をお届けできません。住所を確認してください。偽のSMSにご注意ください。https://jp-account.example.top/u",
    ),
    (
        "",
        "【三井住友カード】カードのご利用を停止しました。不審なメールにご注意ください。ご本人確認はこちら https://jp-account.example.top/u",
    ),
    (
        "",
        "【三井住友カード】不正利用のご連絡を装った詐欺が多発しています。カードの利用を一時停止しました。ご利用確認はこちら https://jp-account.example.top/u",
    ),
    (
        "",
        "【三井住友銀行】当行がメールで暗証番号をお尋ねすることはありません。口座の利用を停止しました。下記より再開手続きをお願いします https://jp-account.example.top/u",
    ),
    ("", "【国税庁】未納の税金があります。詐欺にご注意の上、本日中にお支払いください https://jp-account.example.top/u"),
    ("", "【えきねっと】会員が自動退会となりました。不審なメールではありません。ログインはこちら https://jp-account.example.top/u"),
    (
        "",
        "【楽天】セキュリティ警告：「新しい端末からのログイン」を検知しました。心当たりがない場合はこちら。パスワードを他人に教えないでください https://jp-account.example.top/u",
    ),
    (
        "",
        "警視庁です。あなたに逮捕状が出ています。詐欺電話ではありません。誰にも話さないでください。捜査のため口座の資金を指定の口座に振り込んでください。",
    ),
    ("", "還付金があります。手続きの期限は本日中です。詐欺の電話が多いのでお気をつけください。口座番号と暗証番号を教えてください。"),
    ("", "アカウントを停止しました\n下記より更新してください\nhttps://jp-account.example.top/u\n※偽メールにご注意ください\nAmazon"),
    (
        "",
        "Amazon\n> アカウントを停止しました\n> 24時間以内に更新してください\n> https://jp-account.example.top/u\n\n詐欺メールにご注意ください。",
    ),
    ("", "> Amazonアカウントを停止しました。24時間以内にこちらから更新してください。\n> https://jp-account.example.top/u"),
    ("", "『Amazon』アカウントを停止しました。『24時間以内』に『更新』してください https://jp-account.example.top/u"),
    (
        "",
        "Amazonアカウントを停止する手続きに入りました。詐欺被害に遭わないために、こちらから確認してください https://jp-account.example.top/u",
    ),
    ("", "開かないでください、と言われてもご安心ください。Amazonアカウントの利用停止を解除するにはこちら https://jp-account.example.top/u"),
    ("", "アマゾンのアカウントの停止を避けるため、このメールを無視しないでください。こちらから更新 https://jp-account.example.top/u"),
    ("", "更新しないとAmazonアカウントは停止されます。放置しないでください。こちら https://jp-account.example.top/u"),
    ("", "Amazonアカウント停止のお知らせ。本人確認をしないでいると削除されます。こちら https://jp-account.example.top/u"),
    ("", "アマゾンです。パスワードを入力しないとアカウントが停止されます https://jp-account.example.top/u"),
    ("", "Amazonです。このメールは詐欺メールではございません。お支払い方法を更新してください。https://jp-account.example.top/u"),
    (
        "",
        "プライム会費のお支払いができませんでした。詐欺メールにご注意ください。Amazonでは以下より更新手続きをお願いしています https://jp-account.example.top/u",
    ),
    ("", "次のような詐欺にご注意ください。Amazonアカウントを停止しました。更新はこちら https://jp-account.example.top/u"),
    ("", "次のような詐欺にご注意ください。\n・偽のメール\n\nAmazonアカウントを停止しました。更新はこちら https://jp-account.example.top/u"),
    ("", "注意：お客様のAmazonアカウントは第三者に利用され停止されました。至急ご確認ください https://jp-account.example.top/u"),
    ("", "詐欺の疑いがあるため、Amazonアカウントを停止しました。本人確認をお願いします https://jp-account.example.top/u"),
    (
        "",
        "フィッシング被害が確認されたため、お客様のカードの利用を停止しました。こちらで再開手続きをしてください https://jp-account.example.top/u",
    ),
    (
        "",
        "アマゾンです。「詐欺」「偽メール」が増えています。アカウントを停止しましたので、本人確認をお願いします。https://jp-account.example.top/u",
    ),
    (
        "",
        "Amazonアカウントは「一時停止」となりました。という連絡を差し上げています。解除はこちらからログインしてください https://jp-account.example.top/u",
    ),
    ("", "Amazonのアカウントが停止されたというご連絡です。こちらから更新してください https://jp-account.example.top/u"),
    ("", "Amazonのアカウントが停止されたとの連絡がありました。こちらから24時間以内に本人確認してください https://jp-account.example.top/u"),
    ("Amazon <info@mail.example.top>", "「不審なメール」にご注意ください。お支払い方法を更新してください。こちら"),
    (
        "Amazon <info@mail.example.top>",
        "お客様のアカウントを停止したという偽メールにご注意ください。正しい手続きは、こちらからログインしてください。",
    ),
    (
        "",
        "もしもし、ウイルスに感染しています、と表示されていませんか。Amazonサポートです。050-5555-0123 までお電話ください。アカウントの停止を解除します。",
    ),
    ("", "このパソコンはウイルスに感染しています。電源を切らないでください。サポート 050-5555-0123 にお電話ください。アマゾン"),
    ("", "遠隔操作アプリを入れてください。詐欺防止のためです。アマゾンサポート 050-5555-0123 お電話ください"),
    ("", "副業詐欺にご注意ください。うちは在宅で日給3万円、簡単な作業で報酬、LINE追加してください https://jp-account.example.top/u"),
    ("", "投資詐欺が多いですが、当グループは元本保証で必ず儲かります。LINEグループに参加してください"),
    ("", "あなたの動画を録画しました。警察に連絡しないでください。ビットコインで送金してください。48時間以内。"),
    ("", "お母さん、俺だけど携帯なくして番号変わった。詐欺じゃないよ。コンビニでギフトカード買って番号送って。"),
    ("", "Amazon: your account is suspended. Verify within 24 hours at https://jp-account.example.top/u Beware of scams."),
    ("", "Beware of scams. Amazon: your account has been suspended. Click https://jp-account.example.top/u to verify."),
    (
        "",
        "Amazon will never ask for your password by phone. Your account is locked. Verify your identity at https://jp-account.example.top/u",
    ),
    ("", "Amazon: \"Your account is locked\". Please verify your details at https://jp-account.example.top/u"),
    ("", "Amazon security: \"unusual activity\" was found. \"Verify\" your account \"within 24 hours\" https://jp-account.example.top/u"),
    (
        "",
        "Did you receive a message that says your Amazon account is locked? It is real. Verify your account here https://jp-account.example.top/u",
    ),
    ("", "Amazon: never share your password and verify your account at https://jp-account.example.top/u"),
    ("", "Amazon: do not ignore this message. Your account is suspended. Verify at https://jp-account.example.top/u"),
    ("", "Amazon: do not forget to verify your account, it is suspended https://jp-account.example.top/u"),
    ("", "Amazon: if you do not verify your account within 24 hours it will be suspended https://jp-account.example.top/u"),
    ("", "Scammers accessed your Amazon account, verify your identity at https://jp-account.example.top/u"),
    ("", "Scammers may have accessed your Amazon account and we ask you to verify your payment method at https://jp-account.example.top/u"),
    ("", "Fraudsters tried to log in to your Amazon account. Confirm your identity at https://jp-account.example.top/u"),
    ("", "Beware of scams, your Amazon account is locked, verify it at https://jp-account.example.top/u"),
    ("", "Beware of emails claiming to be us, your Amazon account is suspended, verify at https://jp-account.example.top/u"),
    ("", "This is not a scam: your Amazon account is suspended, click https://jp-account.example.top/u to verify"),
    ("", "Amazon fraud alert: your account is locked. Don't click links from strangers. Verify here: https://jp-account.example.top/u"),
    ("", "Amazon: don't wait, click https://jp-account.example.top/u to verify your account before it is suspended"),
    ("", "This is Amazon. Suspicious activity was found on your account. Press 1. Never give your password to anyone."),
    ("", "This is Amazon. Someone said they bought a laptop on your account. Press 1 to cancel"),
    (
        "",
        "Amazon: your order of a laptop (¥148,900) is confirmed. If you did not place it, do not panic, call us immediately at +1 (888) 555-0123.",
    ),
    ("", "Your parcel could not be delivered. Do not call. Confirm your address at https://jp-account.example.top/u Japan Post"),
    ("", "Please text me the 6-digit code you just got. Don't share it with anyone else."),
    ("", "Never share this code. Reply with the verification code now so that we can protect you from scammers."),
    ("", "I was told to contact you: please buy gift cards and send me the codes"),
    ("", "You were told to verify your Amazon account. It is now suspended. Click https://jp-account.example.top/u"),
    ("", "Hi mum this is my new number, it's not a scam. Can you buy me Amazon gift cards and send the codes? Don't call."),
    ("", "The caller said you would pay. Buy a gift card and send me the code. IRS. You will be arrested."),
    ("", "\"Your Amazon account is suspended\" - verify now at https://jp-account.example.top/u"),
    ("", "Amazon: “Your payment failed”. Update your payment method at https://jp-account.example.top/u. Do not reply to this message."),
    (
        "",
        "Netflix: we couldn't process your payment. Ignore fake messages. Update your payment details at https://jp-account.example.top/u",
    ),
    (
        "",
        "Phishing emails are on the rise. To protect you, we have limited your Amazon account. Sign in to restore access: https://jp-account.example.top/u",
    ),
    ("", "Amazon: a message saying your account is on hold was sent to you. Act now: https://jp-account.example.top/u"),
    ("", "Amazon: scam protection is on. Your account is restricted until you verify your identity https://jp-account.example.top/u"),
    ("", "For your security, do not reply to scammers, and confirm your Amazon account at https://jp-account.example.top/u"),
    (
        "",
        "We never ask for your password. Amazon: to keep your account, enter your card number and CVV at https://jp-account.example.top/u",
    ),
    ("", "We will never call you. Amazon billing: your account is suspended. Call +1 888 555 0123 now."),
    ("", "Don't click on suspicious links; click only this official one to unlock your Amazon account: https://jp-account.example.top/u"),
    (
        "",
        "Is this you? \"Amazon account locked\". Beware of fake emails like \"you won a prize\". Real one: sign in to unlock your account https://jp-account.example.top/u",
    ),
    ("", "Examples of scams:\n\nYour Amazon account is suspended, verify at https://jp-account.example.top/u"),
    ("", "These messages are common:\n- fake parcels\nYour Amazon account is suspended, verify at https://jp-account.example.top/u"),
    ("", "My bank said scammers are active, and Amazon has locked your account. Verify your account: https://jp-account.example.top/u"),
    ("", "Anyone asks you? No. Amazon: your account has been locked, verify your identity https://jp-account.example.top/u"),
    ("", "Amazon support: someone claims to be you and your account was locked. Verify here https://jp-account.example.top/u"),
    ("", "Amazon: someone said you are pretending to be a member. Account suspended. Click https://jp-account.example.top/u"),
];

/// A text, a rule, and whether its words are what the message says itself.
const VOICES: &[(&str, &str, bool)] = &[
    ("アカウントを停止しました。", "account-threat", true),
    ("アカウントを停止したという偽メールにご注意ください。", "account-threat", false),
    ("「アカウントを停止しました」という偽メールにご注意ください。", "account-threat", false),
    ("「アカウントを停止しました」", "account-threat", true),
    ("アカウントを停止しました。偽メールにご注意ください。", "account-threat", true),
    ("アカウントを停止しました、偽メールにご注意ください。", "account-threat", true),
    ("アカウントを停止しましたので、詐欺防止のためご確認ください。", "account-threat", true),
    ("アカウントの停止\n偽メールにご注意ください。", "account-threat", true),
    ("リンクをクリックしてください。", "asks-to-act", true),
    ("リンクをクリックしないでください。", "asks-to-act", false),
    ("暗証番号を教えないでください。", "asks-to-tell-secret", false),
    ("暗証番号をお尋ねすることはありません。", "asks-for-secrets", false),
    ("暗証番号をお尋ねします。", "asks-for-secrets", true),
    ("ご家族にも話さないでください。", "asks-for-secrecy", true),
    ("「ご家族にも話さないでください」と言われたら詐欺です。", "asks-for-secrecy", false),
    ("Amazonを装う", "names-organisation", false),
    ("Amazonです。", "names-organisation", true),
    ("Your account has been suspended.", "account-threat", true),
    ("Beware of emails saying that your account has been suspended.", "account-threat", false),
    ("Beware of scams. Your account has been suspended.", "account-threat", true),
    ("Beware of scams, your account has been suspended.", "account-threat", true),
    ("Scammers say that your account has been suspended.", "account-threat", false),
    ("Scammers reached your account, which has been suspended.", "account-threat", true),
    ("A text says \"Your account has been suspended\". It is a scam.", "account-threat", false),
    ("\"Your account has been suspended\"", "account-threat", true),
    ("Never share your card number.", "asks-for-secrets", false),
    ("Never wait, enter your card number.", "asks-for-secrets", true),
    ("We will never ask for your card number or PIN.", "asks-for-secrets", false),
    ("Do not click the link and enter your card number.", "asks-for-secrets", true),
    ("It is a scam:\n> Your account has been suspended.\n", "account-threat", false),
    ("> Your account has been suspended.", "account-threat", true),
];

fn judged<R>(from: &str, text: &str, read: impl FnOnce(MessageVerdict, Vec<&str>) -> R) -> R {
    let kb = Kb::built_in();
    let mail = mail::from_text(text, Some(from).filter(|f| !f.is_empty()), None);
    let checker = Checker::new(&kb);
    let judgement = checker.judge(&Question { mail: &mail, kind: Found::Email, at: "2026-11-26".parse().unwrap() });
    read(judgement.verdict, judgement.matches.iter().map(|m| m.rule.id.as_str()).collect())
}

#[test]
fn an_occurrence_is_told_by_the_clause_it_stands_in() {
    for (text, rule, says) in VOICES {
        judged("", text, |_, rules| assert_eq!(rules.contains(rule), *says, "{rule}: {text}"));
    }
}

#[test]
fn a_warning_is_no_scam() {
    for text in WARNINGS {
        judged("", text, |verdict, rules| assert_eq!(verdict, MessageVerdict::NoWarningFound, "{rules:?}: {text}"));
    }
}

#[test]
fn a_scam_that_warns_of_scams_is_a_scam() {
    let mut less = 0;
    for (from, text) in MISUSES {
        judged(from, text, |verdict, rules| {
            assert!(verdict >= MessageVerdict::Suspicious, "{rules:?}: {text}");
            less += usize::from(verdict < MessageVerdict::Dangerous);
        });
    }
    assert!(MISUSES.len() >= 100 && less <= 1, "{less} of {} are only suspicious", MISUSES.len());
}

/// Marks and words of reporting in great number are looked at within bounds: nothing comes to an end it does not have, and what is beyond what is kept
/// counts as said.
#[test]
fn much_reporting_hides_nothing() {
    let many = "「アカウントを停止しました」という偽メールに注意。".repeat(60);
    for text in [
        format!("{many}Amazonです。アカウントを停止しました。こちらから更新してください https://safe.example.top/"),
        format!("{}Amazonです。アカウントを停止しました。こちらから更新してください https://safe.example.top/ 詐欺です", "「".repeat(900)),
        format!("Amazonです。アカウントを停止しました。こちらから更新してください https://safe.example.top/{}詐欺です", "」".repeat(900)),
        format!(
            "Amazonです。アカウントを停止しました。こちらから更新してください https://safe.example.top/\n{}",
            "> 詐欺です\n".repeat(900)
        ),
    ] {
        judged("", &text, |verdict, _| assert_eq!(verdict, MessageVerdict::Dangerous, "{}", text.chars().take(40).collect::<String>()));
    }
}
