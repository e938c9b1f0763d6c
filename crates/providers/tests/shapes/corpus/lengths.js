// Writes lengths.tsv: texts, and what Twilio's sms-segments-calculator 1.3.0 says of each: encoding and number of
// parts. Texts are written as runs, `count×characters`, joined by spaces. Run it in a folder where
// `npm install sms-segments-calculator@1.3.0` was run, with the output's path as its argument.
const fs = require("fs");
const { SegmentedMessage } = require("sms-segments-calculator");

// Nothing that the calculator's own rules treat as one where a network does not: no combining characters.
const alphabets = [
  ["a", "é", "Δ", "@", "ß"],
  ["a", "€", "[", "~", "\\"],
  ["a", "ż", "д", "中"],
  ["a", "😀", "€", "ж"],
  ["€"],
  ["😀"],
  ["中"],
  ["x"],
];
// A generator with a seed, so that making the file again changes nothing.
let seed = 20260304;
const below = (limit) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
};
const rows = [];
const add = (runs) => {
  const text = runs.map(([count, character]) => character.repeat(count)).join("");
  // One line end is one character.
  const message = new SegmentedMessage(text, "auto", false);
  const encoding = { "GSM-7": "gsm7", "UCS-2": "ucs2" }[message.encodingName];
  rows.push([runs.map(([count, character]) => `${count}×${character}`).join(" "), encoding, message.segmentsCount].join("\t"));
};
for (const alphabet of alphabets) {
  for (const character of alphabet) {
    for (const edge of [1, 33, 34, 35, 66, 67, 68, 69, 70, 71, 76, 77, 78, 79, 80, 81, 133, 134, 135, 152, 153, 154, 159, 160, 161, 201, 202, 305, 306, 307, 459, 460]) {
      add([[edge, character]]);
      add([[edge, "x"], [1, character]]);
      add([[1, "x"], [edge, character]]);
    }
  }
  for (let row = 0; row < 150; row++) {
    const runs = [];
    for (let run = 0; run < 1 + below(8); run++) {
      runs.push([1 + below(120), alphabet[below(alphabet.length)]]);
    }
    add(runs);
  }
}
const unique = [...new Set(rows)];
fs.writeFileSync(process.argv[2], `# Made by lengths.js.\n${unique.join("\n")}\n`);
