"use strict";
// The customer's phone: the rotating QR, the online cart, the conversations. Text from the
// centre is only ever set as text; every edit carries an id made before the first attempt.

const POLL_MS = 1500, TOLD_MS = 4000;
const CODE_MS = 45000; // a new code well before the old one ends,
const CODE_ENDS_MS = 60000; // which is then
const CODE_AGAIN_MS = 3000;
const TABS = ["code", "cart", "talk"];
const base = location.pathname.replace(/\/$/, "");
const $ = (id) => document.getElementById(id);
let words = WORDS.en, language = "en", locale = "en", etag = "", current = null, asked = 0, seen = 0;
let codeAt = 0, codeAskedAt = 0, telling = 0, finding = 0, pause = 0;

function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function money(amount) {
  const form = new Intl.NumberFormat(locale, {style: "currency", currency: amount.currency});
  return form.format(amount.minor / 10 ** form.resolvedOptions().maximumFractionDigits);
}

function picture(name, text) {
  const made = element("img");
  made.alt = text;
  made.loading = "lazy";
  if (name) made.src = `${base}/images/${encodeURIComponent(name)}`;
  made.onerror = () => made.classList.add("missing");
  return made;
}

// One line under the header: good news for a moment, trouble for as long as it lasts.
function tell(text, good = false) {
  clearTimeout(telling);
  $("notice").hidden = !text;
  $("notice").className = good ? "notice good" : "notice";
  if ($("notice").textContent !== text) $("notice").textContent = text;
  const passing = [words.refused, words.closed, words.lost, words.often];
  telling = good || passing.includes(text) ? setTimeout(() => tell(""), TOLD_MS) : 0;
}

function name(state) {
  language = state.language in WORDS ? state.language : "en";
  words = WORDS[language];
  locale = navigator.languages.find((each) => each.split("-")[0] === language) || language;
  document.documentElement.lang = language;
  document.title = state.chain;
  $("logo").textContent = state.chain.slice(0, 1);
  $("chain").textContent = state.chain;
  $("who").textContent = state.name;
  $("tier").textContent = state.tier;
  $("tier").hidden = !state.tier;
  $("say-code").textContent = words.codeTitle;
  $("say-code-hint").textContent = words.codeHint;
  $("say-silence").textContent = words.silence;
  $("qr").alt = words.code;
  const target = state.carts.length > 1 && state.carts.find((cart) => cart.id === state.adds_to);
  const label = target ? `${words.findFor} ${target.label || target.number}` : words.find;
  $("find-text").placeholder = label;
  $("find-text").setAttribute("aria-label", label);
  for (const tab of TABS) $(`say-tab-${tab}`).textContent = words[tab];
}

function step(cart, line, kind) {
  const button = element("button", kind === "add" ? "+" : "−");
  button.setAttribute("aria-label", `${kind === "add" ? words.more : words.less}: ${line.name}`);
  button.dataset.key = `${cart.number} ${kind} ${line.sku}`;
  button.disabled = kind === "add" && line.gone;
  button.onclick = () => edit(cart.id, kind, line.sku);
  return button;
}

function cartLine(cart, line) {
  const row = element("div", undefined, line.gone ? "row unsold" : "row");
  row.dataset.sku = line.sku;
  row.append(picture(line.product && line.product.image, line.name));
  const what = element("div");
  what.append(element("b", line.name), element("small", line.variant));
  const price = line.product ? line.product.price : line.seen_price;
  if (line.gone) what.append(element("small", words.gone, "gone"));
  else if (price.minor !== line.seen_price.minor) {
    what.append(element("small", `${words.was} ${money(line.seen_price)}`, "was"));
  }
  const right = element("div", undefined, "amount");
  const steps = element("div", undefined, "steps");
  steps.append(step(cart, line, "sub"), element("output", line.quantity), step(cart, line, "add"));
  right.append(element("div", money({...price, minor: price.minor * line.quantity})), steps);
  row.append(what, right);
  return row;
}

function sum(label, amount, kind = "") {
  const row = element("div", undefined, `sum ${kind}`);
  row.append(element("span", label), element("span", money(amount)));
  return row;
}

function cartCard(cart) {
  const card = element("article");
  card.dataset.cart = cart.number;
  const head = element("h2");
  head.append(element("span", cart.label || words.cart), element("small", cart.number));
  card.append(head);
  if (cart.state === "leased") card.append(element("p", words.served, "served"));
  for (const line of cart.lines) card.append(cartLine(cart, line));
  if (!cart.lines.length) card.append(element("p", words.empty, "empty"));
  const {discounts, grand} = cart.totals, paid = cart.paid;
  if (discounts.minor) card.append(sum(words.discounts, {...discounts, minor: -discounts.minor}));
  if (cart.lines.length) card.append(sum(words.total, grand, paid.minor ? "" : "total"));
  if (paid.minor) {
    card.append(sum(words.paid, {...paid, minor: -paid.minor}));
    card.append(sum(words.due, {...grand, minor: Math.max(grand.minor - paid.minor, 0)}, "total"));
  }
  return card;
}

function day(at) {
  return at.toLocaleDateString(locale, {weekday: "long", day: "numeric", month: "long"});
}

function message(entry) {
  const item = element("li", undefined, entry.mine ? "mine" : "");
  const at = new Date(entry.at).toLocaleTimeString(locale, {timeStyle: "short"});
  for (const image of entry.images) item.append(picture(image, words.photo));
  if (entry.deleted) item.append(element("em", words.deleted));
  else if (entry.text) item.append(element("span", entry.text));
  const channel = CHANNELS[entry.channel] || words.channels[entry.channel] || entry.channel;
  item.append(element("small", `${channel} · ${at}`));
  return item;
}

function timeline(messages) {
  const items = [];
  let last = "";
  for (const entry of messages) {
    const on = day(new Date(entry.at));
    if (on !== last) items.push(element("li", on, "day"));
    last = on;
    items.push(message(entry));
  }
  return items;
}

function toNewest() {
  if (!$("tab-talk").hidden) window.scrollTo(0, document.body.scrollHeight);
}

function show(state) {
  const focused = document.activeElement && document.activeElement.dataset.key;
  const said = JSON.stringify(state.messages);
  const news = !current || said !== JSON.stringify(current.messages)
    || state.language !== current.language;
  current = state;
  name(state);
  $("carts").replaceChildren(...state.carts.map(cartCard));
  if (!state.carts.length) $("carts").append(element("p", words.empty, "empty card"));
  const lines = state.carts.flatMap((cart) => cart.lines);
  const pieces = lines.reduce((count, line) => count + line.quantity, 0);
  $("pieces").textContent = pieces;
  $("pieces").hidden = !pieces;
  if (news) {
    $("messages").replaceChildren(...timeline(state.messages));
    $("say-silence").hidden = state.messages.length > 0;
    toNewest();
  }
  for (const button of focused ? document.querySelectorAll("[data-key]") : []) {
    if (button.dataset.key === focused) button.focus();
  }
}

// An answer that was overtaken by a newer one is not shown any more.
async function read() {
  const mine = asked += 1;
  try {
    const reply = await fetch(`${base}/state`, {headers: etag ? {"If-None-Match": etag} : {}});
    if (reply.status === 404) return end();
    const state = reply.status === 200 ? await reply.json() : null;
    if (state && mine > seen) {
      etag = reply.headers.get("ETag") || "";
      seen = mine;
      show(state);
    }
    const fine = reply.ok || reply.status === 304;
    pause = reply.status === 429 ? 1000 * reply.headers.get("Retry-After") : 0;
    if (!fine) tell(pause ? words.pause : words.away);
    else if ([words.away, words.pause].includes($("notice").textContent)) tell("");
  } catch {
    tell(words.away);
  }
  return undefined;
}

function end() {
  document.body.className = "over";
  tell(words.over);
}

async function edit(cart, kind, sku) {
  const operation = {id: crypto.randomUUID(), kind, sku, quantity: 1};
  const send = () => fetch(`${base}/carts/${encodeURIComponent(cart)}/operations`, {
    method: "POST", headers: {"Content-Type": "application/json"},
    body: JSON.stringify({operations: [operation]}),
  });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      const reply = await send();
      if (reply.status < 500) {
        await read();
        if (!reply.ok) tell({409: words.closed, 429: words.often}[reply.status] || words.refused);
        return reply.ok;
      }
    } catch {
      tell(words.away);
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
  }
  tell(words.lost);
  return false;
}

async function add(sku) {
  if (current && await edit(current.adds_to, "add", sku)) tell(words.added, true);
}

function foundRow(product) {
  const row = element("li", undefined, "row");
  row.dataset.sku = product.sku;
  const what = element("div");
  const choices = product.options.map((option) => option.value).join(" · ");
  what.append(element("b", product.name), element("small", `${choices} · ${money(product.price)}`));
  const button = element("button", "+");
  button.setAttribute("aria-label", `${words.find}: ${product.name} ${choices}`);
  button.onclick = () => add(product.sku);
  row.append(picture(product.image, product.name), what, button);
  return row;
}

async function find() {
  const text = $("find-text").value.trim();
  if (!text) return $("found").replaceChildren();
  try {
    const reply = await fetch(`${base}/products?text=${encodeURIComponent(text)}`);
    if (reply.status === 429) return tell(words.often);
    if (!reply.ok || text !== $("find-text").value.trim()) return undefined;
    const rows = (await reply.json()).map(foundRow);
    if (!rows.length) rows.push(element("li", words.nothing, "empty"));
    return $("found").replaceChildren(...rows);
  } catch {
    return tell(words.away);
  }
}

function open(tab) {
  for (const each of TABS) {
    $(`tab-${each}`).hidden = each !== tab;
    $(`open-${each}`).setAttribute("aria-selected", String(each === tab));
  }
  window.scrollTo(0, 0);
  toNewest();
}

// By the clock and not by counting, because a phone in a pocket counts slowly.
function tick() {
  const now = Date.now(), age = now - codeAt;
  if (age >= CODE_MS && now - codeAskedAt >= CODE_AGAIN_MS) {
    codeAskedAt = now;
    $("qr").src = `${base}/code.svg?${now}`;
  }
  $("qr").classList.toggle("old", age >= CODE_ENDS_MS);
  $("left").style.width = `${100 * Math.max(1 - age / CODE_MS, 0)}%`;
}

for (const tab of TABS) $(`open-${tab}`).onclick = () => open(tab);
$("qr").onload = () => { codeAt = codeAskedAt; tick(); };
$("find").onsubmit = (event) => { event.preventDefault(); find(); };
$("find-text").oninput = () => { clearTimeout(finding); finding = setTimeout(find, 200); };
document.addEventListener("visibilitychange", () => { if (!document.hidden) { tick(); read(); } });
open("code");
tick();
setInterval(tick, 1000);
(async function follow() {
  await read();
  if (document.body.className !== "over") setTimeout(follow, Math.max(POLL_MS, pause));
})();
