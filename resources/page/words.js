"use strict";
// What the page says, in each language it speaks.

const WORDS = {
  en: {
    code: "My code", cart: "Cart", talk: "Messages", codeTitle: "Show this at the counter",
    codeHint: "It changes every minute and works once per shop.", find: "Add an item",
    findFor: "Add an item to", empty: "Your cart is empty.", total: "Total",
    discounts: "Discounts", paid: "Already paid", due: "Still to pay", was: "was",
    gone: "No longer available", served: "At the counter now", silence: "No messages yet.",
    away: "No connection. Nothing is lost; trying again.", less: "One less", more: "One more",
    closed: "This cart was just closed.", refused: "That could not be done.",
    often: "Too much at once: this was not done. Wait a moment.",
    pause: "This page asked too often. It goes on by itself in a moment.",
    lost: "No connection. Your change was not saved.", added: "Added to the cart",
    over: "This address is no longer good. Ask for a new one at the counter.",
    photo: "Photo", deleted: "Message deleted", nothing: "Nothing found",
    channels: {webchat: "Chat", sms: "SMS", email: "E-mail", call: "Call"},
  },
  it: {
    code: "Il mio codice", cart: "Carrello", talk: "Messaggi", codeTitle: "Mostralo alla cassa",
    codeHint: "Cambia ogni minuto e vale una volta per negozio.", find: "Aggiungi un articolo",
    findFor: "Aggiungi un articolo a", empty: "Il carrello è vuoto.", total: "Totale",
    discounts: "Sconti", paid: "Già pagato", due: "Da pagare", was: "era",
    gone: "Non più disponibile", served: "Ora alla cassa", silence: "Ancora nessun messaggio.",
    away: "Nessuna connessione. Niente va perso; riprovo.", less: "Uno in meno",
    more: "Uno in più", closed: "Questo carrello è stato appena chiuso.",
    refused: "Non è stato possibile.", added: "Aggiunto al carrello",
    often: "Troppo in una volta: non è stato fatto. Aspetta un momento.",
    pause: "Questa pagina ha chiesto troppo spesso. Tra un momento riprende da sola.",
    lost: "Nessuna connessione. La modifica non è stata salvata.",
    over: "Questo indirizzo non vale più. Chiedine uno nuovo alla cassa.",
    photo: "Foto", deleted: "Messaggio eliminato", nothing: "Nessun risultato",
    channels: {webchat: "Chat", sms: "SMS", email: "E-mail", call: "Telefonata"},
  },
};
const CHANNELS = {whatsapp: "WhatsApp", messenger: "Messenger", instagram: "Instagram"};
