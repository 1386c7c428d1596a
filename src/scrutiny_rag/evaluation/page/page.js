"use strict";
// Everything shown here goes in as text, never as markup: papers and answers are untrusted.
const data = JSON.parse(document.getElementById("data").textContent);
const byName = Object.fromEntries(data.metrics.map((metric) => [metric.name, metric]));
const at = (id) => document.getElementById(id);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function spell(metric, value) {
  if (metric.unit === "share") return value.toFixed(3);
  if (metric.unit !== "s") return Math.round(value).toLocaleString("en");
  return value < 1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;
}

function options(select, choices) {
  select.replaceChildren(...choices.map(([value, label]) => make("option", { value }, label)));
}

// By type and by paper.
function drawGroups() {
  const metric = byName[at("group-metric").value];
  const tables = [["Type", "by_type"], ["Paper with the evidence", "by_paper"]].map(([label, key]) => {
    const groups = [...new Set(data.systems.flatMap((system) => Object.keys(system[key])))].sort();
    const rows = groups
      .filter((group) => data.systems.some((system) => system[key][group]?.[metric.name]))
      .map((group) => {
        const cells = data.systems.map((system) => {
          const figure = system[key][group]?.[metric.name];
          if (!figure) return make("td", {}, "—");
          const [value, low, high, n] = figure;
          const interval = low === null ? `n ${n}` : `${spell(metric, low)} – ${spell(metric, high)}, n ${n}`;
          return make("td", {}, spell(metric, value), make("span", { className: "interval" }, interval));
        });
        return make("tr", {}, make("th", { scope: "row" }, group), ...cells);
      });
    if (!rows.length) return null;
    const head = make("tr", {}, make("th", { scope: "col" }, label), ...data.systems.map(heading));
    return make("table", { className: "figures" }, make("thead", {}, head), make("tbody", {}, ...rows));
  });
  at("group-tables").replaceChildren(...tables.filter(Boolean));
}

function heading(system) {
  const swatch = make("span", { className: "swatch" });
  swatch.style.background = system.colour;
  return make("th", { scope: "col" }, swatch, system.name);
}

// Every question.
function verdict(system, question, result) {
  if (result.outcome.error) return ["failed", "bad"];
  if (!system.answers && !question.gold.length) return ["—", ""];
  if (result.wrong.length === 0) return [result.outcome.status === "not_found" ? "✓ refused" : "✓", "good"];
  if (result.outcome.status === "not_found") return ["✗ refused", "bad"];
  const facts = result.scores.fact_recall;
  if (system.answers && facts !== undefined) return [facts === 1 ? "✓ facts" : `✗ facts ${facts.toFixed(2)}`, facts === 1 ? "" : "bad"];
  return [system.answers ? (question.answerable ? "✗ citation" : "✗ answered") : "✗", "bad"];
}

function place(paper, page) {
  return page === undefined || page === null ? paper : `${paper}, page ${page}`;
}

function quote(words, where, on = false) {
  const pieces = Array.isArray(words) ? words : [words];
  return make("blockquote", { className: on ? "on" : "" }, ...pieces, make("span", { className: "quiet" }, where));
}

// A passage's words as pieces, the evidence in them marked. Offsets count code points, so the text is split so too.
function marked(passage, gold) {
  const letters = [...passage.text];
  const inside = letters.map((_, i) => gold.some((g) => g.paper === passage.paper
    && g.char_start <= passage.text_start + i && passage.text_start + i < g.char_end));
  const pieces = [];
  for (let from = 0; from < letters.length;) {
    let to = from;
    while (to < letters.length && inside[to] === inside[from]) to += 1;
    const words = letters.slice(from, to).join("");
    pieces.push(inside[from] ? make("mark", {}, words) : words);
    from = to;
  }
  return pieces;
}

function section(title, ...children) {
  return children.length ? [make("h4", {}, title), ...children] : [];
}

function overlaps(a, gold) {
  return gold.some((g) => g.paper === a.paper && Math.max(g.char_start, a.char_start) < Math.min(g.char_end, a.char_end));
}

function resultCard(system, question) {
  const result = question.results[system.name];
  const outcome = result.outcome;
  const card = make("div", { className: "result" }, make("h3", {}, system.name));
  card.style.setProperty("--tint", system.colour);
  if (result.wrong.length) {
    card.append(make("ul", { className: "faults" }, ...result.wrong.map((fault) => make("li", {}, fault))));
  }
  if (outcome.status && !outcome.error) {
    const how = [outcome.status.replace("_", " "), outcome.mode].filter(Boolean).join(", ");
    card.append(...section(`Answer (${how})`, make("p", { className: "answer" }, outcome.text || "—")));
    if (outcome.notice) card.append(make("p", { className: "quiet" }, outcome.notice));
  }
  card.append(...section("Quotes", ...(outcome.citations || []).map((citation) =>
    quote(`[${citation.number}] ${citation.quote}`, place(citation.paper, citation.page), overlaps(citation, question.gold)))));
  if (result.judged) {
    const { score, faithful, why, error } = result.judged;
    const said = error || [`${score} of 5`, faithful === undefined ? "" : `quotes ${faithful ? "bear" : "do not bear"} it out`].filter(Boolean).join(", ");
    card.append(...section("Judge", make("p", { className: "quiet" }, said), make("p", { className: "quiet" }, why || "")));
  }
  const passages = result.passages.map((passage, rank) =>
    quote([`${rank + 1}. ${passage.text_start > passage.char_start ? "… " : ""}`, ...marked(passage, question.gold), passage.cut ? " …" : ""], place(passage.paper, passage.page), passage.relevant));
  if (passages.length) {
    card.append(make("details", { open: !system.answers }, make("summary", {}, `First ${passages.length} passages`), ...passages));
  }
  const scores = Object.entries(result.scores).filter(([name]) => byName[name] && !name.endsWith("_p95"));
  card.append(...section("Scores", make("div", { className: "scores" },
    scores.map(([name, value]) => `${name} ${spell(byName[name], value)}`).join(" · "))));
  return card;
}

function detail(question, span) {
  const gold = make("div", { className: "gold" }, make("h3", {}, question.answerable ? "Evidence" : "The papers do not answer this"));
  gold.append(...question.gold.map((piece) => quote(piece.text, place(piece.paper, piece.page), true)));
  if (question.facts.length) {
    gold.append(make("p", {}, "A right answer states: ", question.facts.map((fact) => fact.join(" / ")).join("; "), "."));
  }
  if (question.history.length) gold.append(make("p", { className: "quiet" }, `Asked before: ${question.history.join(" → ")}`));
  const filters = Object.entries(question.filters).map(([name, value]) => `${name}: ${value}`);
  if (filters.length) gold.append(make("p", { className: "quiet" }, `Filters: ${filters.join(", ")}`));
  const cards = data.systems.map((system) => resultCard(system, question));
  return make("tr", { className: "detail" }, make("td", { colSpan: span }, gold, make("div", { className: "results" }, ...cards)));
}

function row(question) {
  const ask = make("button", { className: "ask", type: "button", ariaExpanded: "false" }, question.question);
  const verdicts = data.systems.map((system) => {
    const [text, css] = verdict(system, question, question.results[system.name]);
    const cell = make("td", { className: `verdict ${css}` }, text);
    cell.dataset.system = system.name;
    return cell;
  });
  const line = make("tr", {}, make("td", {}, make("code", {}, question.id)), make("td", {}, question.type || "—"), make("td", {}, ask), ...verdicts);
  ask.addEventListener("click", () => {
    const open = ask.ariaExpanded === "true";
    ask.ariaExpanded = String(!open);
    if (open) line.nextElementSibling.remove();
    else line.after(detail(question, 3 + data.systems.length));
  });
  return line;
}

function drawQuestions() {
  const words = at("find").value.trim().toLowerCase();
  const system = at("system").value;
  const shown = data.questions.filter((question) => {
    const results = Object.entries(question.results).filter(([name]) => !system || name === system);
    return (!words || `${question.id} ${question.question}`.toLowerCase().includes(words))
      && (!at("type").value || question.type === at("type").value)
      && (!at("wrong").checked || results.some(([, result]) => result.wrong.length));
  });
  at("rows").tBodies[0].replaceChildren(...shown.map(row));
  at("count").textContent = `${shown.length} of ${data.questions.length} questions`;
}

const headings = ["Id", "Type", "Question"].map((label) => make("th", { scope: "col" }, label));
at("rows").tHead.append(make("tr", {}, ...headings, ...data.systems.map(heading)));
options(at("group-metric"), data.metrics.map((metric) => [metric.name, metric.label]));
options(at("type"), [["", "all"], ...[...new Set(data.questions.map((q) => q.type).filter(Boolean))].sort().map((t) => [t, t])]);
options(at("system"), [["", "any"], ...data.systems.map((system) => [system.name, system.name])]);
at("group-metric").addEventListener("change", drawGroups);
for (const id of ["find", "type", "system", "wrong"]) at(id).addEventListener("input", drawQuestions);
drawGroups();
drawQuestions();
