//! Transfer encodings (RFC 2045), read as far as they go: what is no part of the encoding is passed over.

/// What base64 encodes. Other characters are passed over, and behind padding it begins anew.
pub fn base64(encoded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in encoded {
        let Some(six) = digit(*byte) else {
            if *byte == b'=' {
                (bits, count) = (0, 0);
            }
            continue;
        };
        bits = bits << 6 | six;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// Whether a line can be one of base64: one word, nearly all of it digits of the encoding.
pub fn is_base64_line(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let strange = line.iter().filter(|b| digit(**b).is_none() && **b != b'=').count();
    !line.iter().any(u8::is_ascii_whitespace) && strange * 5 <= line.len()
}

/// The length of the base64 that a body begins with, in whole lines, up to its padding: a mailing list may have put words behind it.
pub fn base64_length(body: &[u8]) -> usize {
    let mut at = 0;
    let mut padded = false;
    while at < body.len() && !padded {
        let end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |end| at + end + 1);
        if !is_base64_line(&body[at..end]) {
            break;
        }
        padded = body[at..end].trim_ascii_end().ends_with(b"=");
        at = end;
    }
    at
}

/// What stretches of whole lines of base64 in a text encode: what was not decoded where it should have been, as its field is broken.
pub fn base64_inside(text: &str) -> impl Iterator<Item = Vec<u8>> {
    const SHORTEST_LINE: usize = 20;
    const SHORTEST: usize = 40;
    let is_line = |line: &str| {
        let line = line.trim();
        line.len() >= SHORTEST_LINE && line.bytes().all(|b| digit(b).is_some() || b == b'=')
    };
    let mut lines = text.lines().peekable();
    let stretches = std::iter::from_fn(move || {
        while lines.next_if(|line| !is_line(line)).is_some() {}
        let mut all = String::from(lines.next()?);
        while let Some(line) = lines.next_if(|line| !all.ends_with('=') && line.trim().bytes().all(|b| digit(b).is_some() || b == b'=')) {
            all.push_str(line.trim());
        }
        Some(all)
    });
    stretches.filter(|all| all.len() >= SHORTEST).map(|all| base64(all.as_bytes()))
}

/// What quoted-printable encodes. What is no escape stays as it is.
pub fn quoted_printable(encoded: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some(at) = memchr::memchr(b'=', rest) {
        out.extend(&rest[..at]);
        rest = &rest[at + 1..];
        // A line that goes on, with spaces behind the sign.
        let spaces = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        if rest.get(spaces).is_none_or(|b| *b == b'\n') {
            rest = rest.get(spaces + 1..).unwrap_or_default();
        } else if let [high, low, ..] = rest
            && let (Some(high), Some(low)) = (char::from(*high).to_digit(16), char::from(*low).to_digit(16))
        {
            out.push((high * 16 + low) as u8);
            rest = &rest[2..];
        } else {
            out.push(b'=');
        }
    }
    out.extend(rest);
    out
}

/// What uuencode encodes, or nothing where there is no `begin` line.
pub fn uuencoded(encoded: &[u8]) -> Option<Vec<u8>> {
    let mut lines = encoded.split(|b| *b == b'\n').skip_while(|line| !line.starts_with(b"begin "));
    lines.next()?;
    let mut out = Vec::new();
    for line in lines.take_while(|line| *line != b"end") {
        let six = |b: u8| u32::from(b.wrapping_sub(b' ') & 63);
        let Some((length, data)) = line.split_first() else {
            continue;
        };
        let bytes = data.chunks(4).flat_map(|four| {
            let bits = four.iter().chain(b"    ").take(4).fold(0, |bits, b| bits << 6 | six(*b));
            [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]
        });
        out.extend(bytes.take(six(*length) as usize));
    }
    Some(out)
}

/// What UTF-7 encodes (RFC 2152), which no browser reads any more and some mail programs do.
pub fn utf7(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('+') {
        out.push_str(before);
        let end = behind.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/'))).unwrap_or(behind.len());
        if end == 0 {
            out.push('+');
        }
        let units: Vec<u16> = base64(&behind.as_bytes()[..end]).chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
        out.push_str(&String::from_utf16_lossy(&units));
        rest = behind[end..].strip_prefix('-').unwrap_or(&behind[end..]);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Encoded with Python's `base64`, `quopri` and `binascii`, then broken by hand.
    #[test]
    fn encodings_are_read_as_far_as_they_go() {
        for (encoded, decoded) in [
            ("TWFya2V0", "Market"),
            ("TWFy\na2V0Lg==", "Market."),
            ("TWFy*a2V0", "Market"),
            ("TWFya2V0Lg", "Market."),
            ("QQ==TWFya2V0", "AMarket"),
        ] {
            assert_eq!(base64(encoded.as_bytes()), decoded.as_bytes(), "{encoded}");
        }
        for (encoded, decoded) in [
            ("=4Darket", "Market"),
            ("Mar=\nket", "Market"),
            ("Mar= \t\nket=", "Market"),
            ("=4a=4A=zz=", "JJ=zz"),
            ("100%=", "100%"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(quoted_printable(encoded.as_bytes()), decoded.as_bytes(), "{encoded}");
        }
        assert_eq!(uuencoded(b"begin 644 a.txt\n&36%R:V5T\n`\nend\n"), Some(b"Market".to_vec()));
        assert_eq!(uuencoded(b"no"), None);
        assert_eq!(utf7("+AE0AYQBy-ket 1 +- 1 +ZeVnLIqe-"), "Market 1 + 1 日本語");
        let inside: Vec<Vec<u8>> =
            base64_inside("--b\nContent-Type: x\n\nVGhlIGFjY291bnQgaGFzIGJlZW4gc3Vz\ncGVuZGVkIG5vdy4=\n--b\nTWFya2V0\n").collect();
        assert_eq!(inside, [b"The account has been suspended now.".to_vec()]);
        assert_eq!(base64_length(b"TWFy\na2V0\n\n____ list\nmore"), 11);
    }
}
