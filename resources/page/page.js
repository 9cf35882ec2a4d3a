"use strict";
// The customer's phone: the rotating QR, the online cart, the conversations. Text from the
// centre is only ever set as text; every edit carries an id made before the first attempt.

const WORDS = {
  en: {
    code: "My code", cart: "Cart", talk: "Messages", codeTitle: "Show this at the counter",
    codeHint: "It changes every minute and works once per shop.", find: "Add an item",
    empty: "Your cart is empty.", total: "Total", discounts: "Discounts", shipping: "Shipping",
    paid: "Already paid", gone: "No longer available", served: "Being served at the counter",
    away: "No connection. Nothing is lost; trying again.", less: "One less", more: "One more",
    closed: "This cart was just closed.", photo: "Photo",
  },
  it: {
    code: "Il mio codice", cart: "Carrello", talk: "Messaggi", codeTitle: "Mostralo alla cassa",
    codeHint: "Cambia ogni minuto e vale una volta per negozio.", find: "Aggiungi un articolo",
    empty: "Il carrello è vuoto.", total: "Totale", discounts: "Sconti", shipping: "Spedizione",
    paid: "Già pagato", gone: "Non più disponibile", served: "In cassa in questo momento",
    away: "Nessuna connessione. Niente va perso; riprovo.", less: "Uno in meno",
    more: "Uno in più", closed: "Questo carrello è stato appena chiuso.", photo: "Foto",
  },
};
const POLL_MS = 1500;
const CODE_S = 45; // a new code well before the old one ends
const base = location.pathname.replace(/\/$/, "");
const $ = (id) => document.getElementById(id);
let words = WORDS.en, language = "en", etag = "", codeAge = CODE_S, current = null;

function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function money(amount) {
  const digits = new Intl.NumberFormat("en", {style: "currency", currency: amount.currency})
    .resolvedOptions().maximumFractionDigits;
  return new Intl.NumberFormat(language, {style: "currency", currency: amount.currency})
    .format(amount.minor / 10 ** digits);
}

function picture(name, text) {
  const made = element("img");
  made.alt = text;
  if (name) made.src = `/page/images/${encodeURIComponent(name)}`;
  return made;
}

function tell(text) {
  $("notice").hidden = !text;
  $("notice").textContent = text;
}

function name(state) {
  language = WORDS[state.language] ? state.language : "en";
  words = WORDS[language];
  document.documentElement.lang = language;
  document.title = state.chain;
  $("logo").textContent = state.chain.slice(0, 1);
  $("chain").textContent = state.chain;
  $("who").textContent = state.name;
  $("tier").textContent = state.tier;
  $("tier").hidden = !state.tier;
  $("say-code").textContent = words.codeTitle;
  $("say-code-hint").textContent = words.codeHint;
  $("qr").alt = words.code;
  $("find-text").placeholder = words.find;
  $("find-text").setAttribute("aria-label", words.find);
  for (const tab of ["code", "cart", "talk"]) $(`open-${tab}`).textContent = words[tab];
}

function cartLine(cart, line) {
  const row = element("div", undefined, "row");
  row.dataset.sku = line.sku;
  row.append(picture(line.product && line.product.image, line.name));
  const what = element("div");
  what.append(element("b", line.name), element("small", line.variant));
  if (line.gone) what.append(element("small", ` · ${words.gone}`, "gone"));
  const right = element("div", undefined, "amount");
  const price = line.product ? line.product.price : line.seen_price;
  right.append(element("div", money({...price, minor: price.minor * line.quantity})));
  const steps = element("div", undefined, "steps");
  const less = element("button", "−"), more = element("button", "+");
  less.setAttribute("aria-label", `${words.less}: ${line.name}`);
  more.setAttribute("aria-label", `${words.more}: ${line.name}`);
  less.onclick = () => edit(cart.id, "sub", line.sku);
  more.onclick = () => edit(cart.id, "add", line.sku);
  more.disabled = line.gone;
  steps.append(less, element("output", line.quantity), more);
  right.append(steps);
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
  const head = element("h2", cart.label || `${words.cart} ${cart.number}`);
  if (cart.state === "leased") head.append(element("small", words.served));
  card.append(head);
  for (const line of cart.lines) card.append(cartLine(cart, line));
  if (!cart.lines.length) card.append(element("p", words.empty, "empty"));
  const t = cart.totals;
  if (t.discounts.minor) card.append(sum(words.discounts, {...t.discounts, minor: -t.discounts.minor}));
  if (cart.paid.minor) card.append(sum(words.paid, cart.paid));
  card.append(sum(words.total, t.grand, "total"));
  return card;
}

function message(entry) {
  const item = element("li", undefined, entry.direction === "in" ? "mine" : "");
  const at = new Date(entry.at).toLocaleString(language, {dateStyle: "short", timeStyle: "short"});
  if (entry.attachments.length) item.append(picture(entry.attachments[0].name, words.photo));
  if (entry.text) item.append(element("span", entry.text));
  item.append(element("small", `${at} · ${entry.channel}`));
  return item;
}

function show(state) {
  current = state;
  name(state);
  $("carts").replaceChildren(...state.carts.map(cartCard));
  $("messages").replaceChildren(...state.messages.map(message));
}

async function read() {
  try {
    const reply = await fetch(`${base}/state`, {headers: etag ? {"If-None-Match": etag} : {}});
    if (reply.status === 200) {
      etag = reply.headers.get("ETag") || "";
      show(await reply.json());
    }
    tell(reply.ok || reply.status === 304 ? "" : words.away);
  } catch {
    tell(words.away);
  }
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
        if (reply.status === 409) tell(words.closed);
        return;
      }
    } catch {
      tell(words.away);
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
  }
}

async function find() {
  const text = $("find-text").value.trim();
  if (!text) return $("found").replaceChildren();
  const reply = await fetch(`${base}/products?text=${encodeURIComponent(text)}`);
  if (!reply.ok || text !== $("find-text").value.trim()) return undefined;
  const rows = (await reply.json()).map((product) => {
    const row = element("li", undefined, "row");
    row.dataset.sku = product.sku;
    const what = element("div");
    const choices = product.options.map((option) => option.value).join(" · ");
    what.append(element("b", product.name), element("small", `${choices} · ${money(product.price)}`));
    const add = element("button", "+");
    add.setAttribute("aria-label", `${words.find}: ${product.name} ${choices}`);
    add.onclick = () => current && edit(current.adds_to, "add", product.sku);
    row.append(picture(product.image, product.name), what, add);
    return row;
  });
  return $("found").replaceChildren(...rows);
}

function open(tab) {
  for (const each of ["code", "cart", "talk"]) {
    $(`tab-${each}`).hidden = each !== tab;
    $(`open-${each}`).setAttribute("aria-selected", String(each === tab));
  }
}

function tick() {
  codeAge += 1;
  if (codeAge >= CODE_S) {
    codeAge = 0;
    $("qr").src = `${base}/code.svg?${Date.now()}`;
  }
  $("left").style.width = `${100 * (1 - codeAge / CODE_S)}%`;
}

for (const button of document.querySelectorAll("nav button")) {
  button.onclick = () => open(button.dataset.tab);
}
$("find").onsubmit = (event) => event.preventDefault();
$("find-text").oninput = find;
open("code");
tick();
read();
setInterval(tick, 1000);
setInterval(read, POLL_MS);
