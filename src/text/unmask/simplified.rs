//! Kanji that only simplified Chinese writes: a sign of a text that was not made for Japan.

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
        let code = (bytes[at] as u32 & 0xf) << 12 | (bytes[at + 1] as u32 & 0x3f) << 6 | (bytes[at + 2] as u32 & 0x3f);
        let place = (code - FIRST_KANJI) as usize;
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
