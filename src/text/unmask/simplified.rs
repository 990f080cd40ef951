//! Kanji that Japanese does not write: those of simplified Chinese are a sign of a text that was not made for Japan.

/// Characters of simplified Chinese that Japanese does not write (each has another form there).
const SIMPLIFIED: &str = "们这说请谢账单认证码过还进远运连选时问题关开门车东书买卖务动华协双发变听员园团围图处备奖实审对导将岁岛币师帐帮带库应废张归录业为义乐产亲亿仅从仓价优传伤伪侧债储错误钱转输阅闭额须顺领络续终细给统维网纸线组织经结红级纪约纳";

/// A bit for each kanji of the basic block, set for those of [`SIMPLIFIED`].
static SIMPLIFIED_BITS: [u64; 328] = bits(SIMPLIFIED);

const FIRST_KANJI: u32 = 0x4e00;

const fn bits(list: &str) -> [u64; 328] {
    let bytes = list.as_bytes();
    let mut bits = [0; 328];
    let mut at = 0;
    // Every character of the list takes three bytes in UTF-8.
    while at + 2 < bytes.len() {
        let place = place(bytes, at);
        bits[place / 64] |= 1 << (place % 64);
        at += 3;
    }
    bits
}

/// Whether a character of the basic block of kanji is one of [`SIMPLIFIED`].
pub fn is_simplified(c: char) -> bool {
    let place = (u32::from(c) - FIRST_KANJI) as usize;
    SIMPLIFIED_BITS[place / 64] >> (place % 64) & 1 == 1
}

/// Characters of simplified and of traditional Chinese, each with the one that Japanese writes for it today, sorted (after the tables of Unihan:
/// kSimplifiedVariant, kTraditionalVariant, kZVariant). Those that notices of accounts, payments and parcels are made of.
const FORMS: &str = "\
业業两両为為乐楽书書买買价価传伝來来侧側傳伝價価內内兩両关関册冊冻凍务務动動區区协協单単卖売參参发発变変员員單単团団图図國国圖図團団壓圧处処\
备備复復奖奨实実實実对対导導將将專専對対岁歳帐帳带帯帶帯库庫应応廣広开開异異归帰录録总総恶悪惡悪應応戲戯戶戸户戸护護报報拂払拔抜择択损損换換\
擇択擔担據拠攝摂敎教數数斷断时時显顕晝昼會会标標样様條条检検樂楽樣様檢検歸帰殘残气気氣気测測满満滿満澤沢濕湿濟済瀨瀬燒焼營営爲為犧犠狀状獎奨\
獨独环環现現电電畫画當当疊畳發発监監盜盗确確碎砕祕秘禮礼离離稅税稱称穩穏竊窃签簽简簡类類紧緊經経緣縁總総繩縄續続约約级級纳納线線组組织織终終\
经経结結给給络絡绝絶续続编編网網罚罰职職联聯聲声聽聴肅粛臺台與与舊旧营営萬万處処號号蟲虫补補裝装覽覧规規视視览覧觉覚說説證証讀読變変讓譲计計\
认認记記许許设設访訪证証评評识識诈詐诉訴词詞试試详詳语語误誤说説请請调調谢謝賣売賬帳賴頼责責败敗账帳货貨质質贩販购購贴貼贵貴贷貸费費资資赏賞\
赔賠赠贈轉転车車转転载載较較输輸辭辞边辺达達过過运運还還进進远遠违違连連迟遅适適选選遞逓遲遅邊辺邮郵醫医释釈釋釈錄録鐵鉄鑄鋳钱銭铁鉄银銀链鏈\
锁鎖错錯键鍵长長關関门門闭閉问問间間阅閲队隊际際险険隐隠隨随險険隱隠难難顯顕项項顺順顾顧预預领領频頻题題额額风風驗験验験骗騙體体鬪闘點点黨党\
齒歯齡齢龍竜";

/// A bit for each kanji of the basic block that has another form in [`FORMS`].
static FORMS_BITS: [u64; 328] = {
    let bytes = FORMS.as_bytes();
    let mut bits = [0; 328];
    let mut at = 0;
    while at + 2 < bytes.len() {
        let place = place(bytes, at);
        bits[place / 64] |= 1 << (place % 64);
        at += 6;
    }
    bits
};

/// Where the kanji at `at` stands in its block; in UTF-8 it takes three bytes.
const fn place(bytes: &[u8], at: usize) -> usize {
    let code = (bytes[at] as u32 & 0xf) << 12 | (bytes[at + 1] as u32 & 0x3f) << 6 | (bytes[at + 2] as u32 & 0x3f);
    (code - FIRST_KANJI) as usize
}

/// The form of a kanji of the basic block that Japanese writes today.
pub fn japanese_form(c: char) -> char {
    let place = (u32::from(c) - FIRST_KANJI) as usize;
    if FORMS_BITS[place / 64] >> (place % 64) & 1 == 0 {
        return c;
    }
    let mut chars = FORMS.chars();
    while let (Some(form), Some(japanese)) = (chars.next(), chars.next()) {
        if form == c {
            return japanese;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_those_of_japan() {
        for (chinese, japanese) in
            [('户', '戸'), ('戶', '戸'), ('賬', '帳'), ('证', '証'), ('國', '国'), ('驗', '験'), ('日', '日'), ('号', '号')]
        {
            assert_eq!(japanese_form(chinese), japanese);
        }
        // No form that Japanese writes is itself turned into another.
        let japanese: Vec<char> = FORMS.chars().skip(1).step_by(2).collect();
        for c in japanese {
            assert_eq!(japanese_form(c), c);
        }
    }
}
