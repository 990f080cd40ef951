//! The page to print as an SVG picture: the program's own page, laid out by whatever shows the picture, as on a sheet of A4.

/// A sheet of A4 in pixels of 1/96 inch, and the margins that the page asks a printer for.
const SHEET: (u32, u32) = (794, 1123);
const MARGIN: (u32, u32) = (38, 26);

/// The page of the program as a picture with a name.
pub fn picture(html: &str, lang: &str, name: &str) -> String {
    let between = |from: &str, to: &str| html.split_once(from).unwrap().1.split_once(to).unwrap().0;
    // On paper, wherever it is shown.
    let style = between("<style>\n", "</style>")
        .replace("@media print {", "@media all {")
        .replace("@media (prefers-color-scheme: dark) {", "@media not all {");
    assert!(!style.contains(['<', '&']), "{style}");
    let (class, body) = between("<body", "</body>").split_once('>').unwrap();
    // What HTML leaves open, XML closes.
    let body = body.replace("<input type=\"checkbox\">", "<input type=\"checkbox\"/>");
    let ((w, h), (x, y)) = (SHEET, MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\">\n<title>{name}</title>\n\
         <style>\n{style}</style>\n<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" fill=\"#fff\" stroke=\"#888\"/>\n\
         <foreignObject x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\">\n<body xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{lang}\" xml:lang=\"{lang}\"{class}>\
         {body}</body>\n</foreignObject>\n</svg>\n",
        w - 1,
        h - 1,
        w - 2 * x,
        h - 2 * y,
    )
}
