"use strict";

// The page asks the server as any other client does; nothing is stored.

const element = (id) => document.getElementById(id);
const [source, target, text, echo, translation, state, copy] =
  ["source", "target", "text", "echo", "translation", "state", "copy"].map(element);

let languages = [];
let settings = {};
/** The lines of the last answer, and where each stands in the text. */
let shown = { text: "", lines: [] };
/** The sentences that were replaced by another candidate: "line sentence" to its number. */
let picks = new Map();
let request = null;
let timer = 0;

/** Makes an element with a class and children. */
function make(name, kind, ...children) {
  const result = document.createElement(name);
  if (kind) result.className = kind;
  result.append(...children);
  return result;
}

/** Sends a request; an answer that is not one is an error with the server's words. */
async function ask(path, options = {}) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (response.ok) return answer;
  const error = new Error(answer.error || response.statusText);
  error.after = Number(response.headers.get("Retry-After"));
  throw error;
}

// Languages

function fill(select, codes, chosen) {
  const names = new Map(languages.map((language) => [language.code, language.name]));
  select.replaceChildren(
    ...codes.map((code) => new Option(code === "auto" ? "Detect" : names.get(code) || code, code)));
  if (codes.includes(chosen)) select.value = chosen;
}

/** The codes that the chosen source can be translated to. */
function targets() {
  const sources = languages.filter(
    (language) => source.value === "auto" || language.code === source.value);
  const codes = new Set(
    sources.flatMap((language) => language.targets.filter((code) => code !== language.code)));
  return [...codes].sort();
}

function chooseLanguages() {
  fill(target, targets(), target.value);
  element("swap").disabled = !languages.some(
    (language) => language.code === target.value && language.targets.includes(source.value));
}

element("swap").addEventListener("click", () => {
  const [from, to] = [source.value, target.value];
  source.value = to;
  chooseLanguages();
  target.value = from;
  chooseLanguages();
  text.value = translation.textContent;
  translateSoon(0);
});

// Translating

/** The terms as the server reads them. */
function terms() {
  return element("terms").value.split("\n").map((line) => line.split(/\t|\s*=\s*/))
    .filter((parts) => parts.length === 2 && parts[0].trim() && parts[1].trim())
    .map((parts) => parts.join("\t")).join("\n");
}

function withKey(fields) {
  const key = element("key").value;
  return key ? { ...fields, api_key: key } : fields;
}

function translateSoon(delay = 250) {
  clearTimeout(timer);
  const count = [...text.value].length;
  element("count").textContent = `${count} of ${settings.charLimit} characters`;
  timer = setTimeout(translate, delay);
}

/** Translates the text; an answer that is overtaken by another request is dropped. */
async function translate() {
  if (request) request.abort();
  const own = (request = new AbortController());
  const q = text.value;
  if (!q.trim()) return show(q, null);
  state.className = "";
  state.textContent = "Translating…";
  try {
    const answer = await ask("/translate", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(withKey({
        q, source: source.value, target: target.value, alternatives: 4, details: true,
        alignments: true, terms: terms(),
      })),
      signal: own.signal,
    });
    if (own === request) show(q, answer);
  } catch (error) {
    if (own !== request || error.name === "AbortError") return;
    state.className = "failure";
    state.textContent = error.message;
    if (error.after) timer = setTimeout(translate, 1000 * error.after);
  }
}

// Showing

function show(q, answer) {
  picks = new Map();
  element("choices").hidden = true;
  shown = { text: q, answer, lines: answer ? placed(q, answer.details) : [] };
  const detected = answer && answer.detectedLanguage;
  const name = detected
    && languages.find((language) => language.code === detected.language)?.name;
  state.className = "";
  state.textContent = !answer ? "" : name ? `From ${name} (${detected.confidence} %)` : "Done";
  copy.disabled = !answer;
  render();
}

/** Each line of the details with the place where it stands in the text. */
function placed(q, details) {
  let place = 0;
  return details.map((line) => {
    const found = q.indexOf(line.source, place);
    const start = found < 0 ? place : found;
    place = start + line.source.length;
    return { ...line, start, end: place, parts: parts(line) };
  });
}

/** The sentences of a line: the text before each in the translation, and its candidates. */
function parts(line) {
  const sentences = line.sentences || [line];
  let place = 0;
  return sentences.map((sentence) => {
    const best = sentence.candidates[0]?.text ?? "";
    const found = line.translation.indexOf(best, place);
    const start = found < 0 ? place : found;
    const before = line.translation.slice(place, start);
    place = start + best.length;
    const rest = sentence === sentences.at(-1) ? line.translation.slice(place) : "";
    return { source: sentence.source, candidates: sentence.candidates, before, rest };
  });
}

function render() {
  const nodes = [];
  let place = 0;
  shown.lines.forEach((line, number) => {
    nodes.push(shown.text.slice(place, line.start));
    place = line.end;
    let word = 0;
    line.parts.forEach((part, index) => {
      const node = sentence(line, number, part, index, word);
      word += words(part.candidates[0]?.text ?? "").length;
      nodes.push(part.before, node, part.rest);
    });
  });
  nodes.push(shown.text.slice(place));
  translation.replaceChildren(...nodes);
  light(null, []);
}

/** A sentence that can be pressed, with a span for each word. */
function sentence(line, number, part, index, firstWord) {
  const key = `${number} ${index}`;
  const choice = picks.get(key) ?? 0;
  const candidate = part.candidates[choice];
  const node = make("span", "sentence " + doubt(candidate));
  node.setAttribute("role", "button");
  node.tabIndex = 0;
  const links = choice === 0 ? line.candidates[0]?.alignment?.links ?? [] : [];
  let word = firstWord;
  for (const piece of (candidate?.text ?? part.source).split(/(\s+)/)) {
    if (!piece || /^\s+$/.test(piece)) {
      node.append(piece);
      continue;
    }
    const own = word++;
    const span = make("span", "word", piece);
    const sources = links.map((link) => link.split("-").map(Number))
      .filter((pair) => pair[1] === own).map((pair) => pair[0]);
    if (sources.length) {
      span.addEventListener("mouseenter", () => light(line, sources));
      span.addEventListener("mouseleave", () => light(null, []));
    }
    node.append(span);
  }
  const open = () => choose(key, part);
  node.addEventListener("click", open);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  return node;
}

const words = (line) => line.split(/\s+/).filter(Boolean);

/** How sure the model is of a candidate, by the mean log probability of its tokens. */
function doubt(candidate) {
  if (!candidate || !candidate.tokens) return "";
  const score = candidate.log_probability / (candidate.tokens + (candidate.finished ? 1 : 0));
  return score < -1 ? "doubt more" : score < -0.5 ? "doubt" : "";
}

/** Lights words of a line in the text; they are counted as the server counts them. */
function light(line, numbers) {
  echo.replaceChildren();
  if (!line) return;
  let word = 0;
  echo.append(shown.text.slice(0, line.start));
  for (const piece of line.source.split(/(\s+)/)) {
    const isWord = piece && !/^\s+$/.test(piece);
    echo.append(isWord && numbers.includes(word) ? make("span", "lit", piece) : piece);
    if (isWord) word += 1;
  }
  echo.scrollTop = text.scrollTop;
}

/** Offers the candidates of a sentence. */
function choose(key, part) {
  element("chosen").textContent = part.source;
  const others = part.candidates.map((candidate, number) => {
    const button = make("button", "", candidate.text);
    button.type = "button";
    button.setAttribute("aria-pressed", String(number === (picks.get(key) ?? 0)));
    button.addEventListener("click", () => {
      picks.set(key, number);
      render();
      choose(key, part);
    });
    return make("li", "", button);
  });
  element("others").replaceChildren(...others);
  element("choices").hidden = false;
  element("choices").scrollIntoView({ block: "nearest" });
}

copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(translation.textContent);
    state.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(translation);
    state.textContent = "Marked; press Ctrl-C to copy";
  }
});

element("clear").addEventListener("click", () => {
  text.value = "";
  translateSoon(0);
  text.focus();
});

// Files

async function translateFile(file) {
  const result = element("result");
  result.className = "";
  result.textContent = `Translating ${file.name}…`;
  const form = new FormData();
  for (const [name, value] of Object.entries(
    withKey({ source: source.value, target: target.value }))) form.append(name, value);
  form.append("file", file);
  try {
    const answer = await ask("/translate_file", { method: "POST", body: form });
    const link = make("a", "", `Download the translation of ${file.name}`);
    link.href = new URL(answer.translatedFileUrl, location.href).pathname;
    link.download = file.name;
    result.replaceChildren(link);
  } catch (error) {
    result.className = "failure";
    result.textContent = error.message;
  }
}

element("file").addEventListener("change", (event) => {
  if (event.target.files[0]) translateFile(event.target.files[0]);
});
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    element("drop").classList.toggle("over", name === "dragover");
    if (name === "dragover") element("files").open = true;
    if (name === "drop" && event.dataTransfer.files[0]) translateFile(event.dataTransfer.files[0]);
  });
}

// Beginning

source.addEventListener("change", () => { chooseLanguages(); translateSoon(0); });
target.addEventListener("change", () => { chooseLanguages(); translateSoon(0); });
text.addEventListener("input", () => { echo.replaceChildren(); translateSoon(); });
text.addEventListener("scroll", () => { echo.scrollTop = text.scrollTop; });
element("terms").addEventListener("input", () => translateSoon());
element("key").addEventListener("input", () => translateSoon());
element("form").addEventListener("submit", (event) => event.preventDefault());

async function begin() {
  try {
    [languages, settings] = await Promise.all([ask("/languages"), ask("/frontend/settings")]);
  } catch (error) {
    state.className = "failure";
    state.textContent = error.message;
    return;
  }
  const from = languages.filter((language) => language.targets.length > 1);
  fill(source, ["auto", ...from.map((language) => language.code)], settings.language.source.code);
  chooseLanguages();
  target.value = settings.language.target.code;
  chooseLanguages();
  element("keyline").hidden = !settings.keyRequired;
  element("formats").textContent = `Formats: ${settings.supportedFilesFormat.join(" ")}`;
  translateSoon(0);
  text.focus();
}

begin();
