<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name>Application</name>
    <message>
        <source>Finish or cancel the payment first.</source>
        <translation>Prima concludi o annulla il pagamento.</translation>
    </message>
    <message>
        <source>This theme is not kept: its file cannot be written.</source>
        <translation>Questo tema non resta: il suo file non si può scrivere.</translation>
    </message>
</context>
<context>
    <name>Camera</name>
    <message>
        <source>Show a code to the camera.</source>
        <translation>Mostra un codice alla fotocamera.</translation>
    </message>
    <message>
        <source>Switching the camera on …</source>
        <translation>Accensione della fotocamera …</translation>
    </message>
</context>
<context>
    <name>camera</name>
    <message>
        <source>Read: the customer&apos;s code</source>
        <translation>Letto: il codice del cliente</translation>
    </message>
    <message>
        <source>Read: {code}</source>
        <translation>Letto: {code}</translation>
    </message>
    <message>
        <source>Scanning with a camera is not installed here. Whoever looks after this computer starts: python3 packaging/start.py camera</source>
        <translation>La lettura con fotocamera non è installata qui. Chi cura questo computer avvia: python3 packaging/start.py camera</translation>
    </message>
    <message>
        <source>The camera cannot be used now. Another program may have it: close that one, then switch it on again.</source>
        <translation>La fotocamera ora non si può usare. Forse la usa un altro programma: chiudilo, poi riaccendila qui.</translation>
    </message>
    <message>
        <source>The camera sends no picture. Is it covered, or switched off at its side? Unplug it, plug it in, then switch it on again.</source>
        <translation>La fotocamera non manda immagini. È coperta o spenta? Scollegala, ricollegala, poi riaccendila qui.</translation>
    </message>
    <message>
        <source>The system does not let this program use the camera. Allow it in the system&apos;s privacy settings, then switch it on again.</source>
        <translation>Il sistema non permette a questo programma di usare la fotocamera. Permettilo nelle impostazioni di privacy del sistema, poi riaccendila qui.</translation>
    </message>
    <message>
        <source>The system lacks something for cameras: {what}. On Debian: apt-get install libpulse0 libxrandr2</source>
        <translation>Al sistema manca qualcosa per le fotocamere: {what}. Su Debian: apt-get install libpulse0 libxrandr2</translation>
    </message>
    <message>
        <source>There is no camera. Plug one in, then switch it on again.</source>
        <translation>Non c&apos;è una fotocamera. Collegala, poi riaccendila qui.</translation>
    </message>
</context>
<context>
    <name>CameraPreview</name>
    <message>
        <source>Camera</source>
        <translation>Fotocamera</translation>
    </message>
    <message>
        <source>Switch the camera off</source>
        <translation>Spegni la fotocamera</translation>
    </message>
</context>
<context>
    <name>customer</name>
    <message>
        <source>A phone or an e-mail is needed.</source>
        <translation>Serve un telefono o un&apos;e-mail.</translation>
    </message>
    <message>
        <source>Add customer</source>
        <translation>Aggiungi cliente</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>Aggiunta…</translation>
    </message>
    <message>
        <source>Address book</source>
        <translation>Rubrica indirizzi</translation>
    </message>
    <message>
        <source>Another customer</source>
        <translation>Un altro cliente</translation>
    </message>
    <message>
        <source>By {name}, until {day}</source>
        <translation>Da {name}, fino a {day}</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversazioni</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Customer details</source>
        <translation>Dati del cliente</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>May we write or call?</source>
        <translation>Si può scrivere o chiamare?</translation>
    </message>
    <message>
        <source>May write: {channels}</source>
        <translation>Si può scrivere: {channels}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nuovo cliente</translation>
    </message>
    <message>
        <source>No address yet.</source>
        <translation>Ancora nessun indirizzo.</translation>
    </message>
    <message>
        <source>No consent to write</source>
        <translation>Nessun consenso a scrivere</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Online carts</source>
        <translation>Carrelli online</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Ordini</translation>
    </message>
    <message>
        <source>Park it, serve {name}</source>
        <translation>Sospendi, servi {name}</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefono</translation>
    </message>
    <message>
        <source>Promised by {name}</source>
        <translation>Promesso da {name}</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>Promesse</translation>
    </message>
    <message>
        <source>Stay with this customer</source>
        <translation>Resta con questo cliente</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Giacenze</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Negozio</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Suggerimenti</translation>
    </message>
    <message>
        <source>The cart is {name}&apos;s</source>
        <translation>Il carrello è di {name}</translation>
    </message>
    <message>
        <source>There are more: type more of it.</source>
        <translation>Ce ne sono altri: scrivi di più.</translation>
    </message>
    <message>
        <source>We may write or call, if they agree</source>
        <translation>Possiamo scrivere o chiamare, se acconsente</translation>
    </message>
    <message>
        <source>Which customer?</source>
        <translation>Quale cliente?</translation>
    </message>
    <message>
        <source>agreed on {day}</source>
        <translation>consenso del {day}</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>alle {time}</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>consegnato</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>ritirato</translation>
    </message>
    <message>
        <source>not paid</source>
        <translation>non pagato</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>non ancora spedito</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>pagato</translation>
    </message>
    <message>
        <source>part paid</source>
        <translation>pagato in parte</translation>
    </message>
    <message>
        <source>part refunded</source>
        <translation>rimborsato in parte</translation>
    </message>
    <message>
        <source>part returned</source>
        <translation>reso in parte</translation>
    </message>
    <message>
        <source>part sent</source>
        <translation>spedito in parte</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>rimborsato</translation>
    </message>
    <message>
        <source>refused on {day}</source>
        <translation>rifiuto del {day}</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>reso</translation>
    </message>
    <message>
        <source>{part}: not here now, trying again</source>
        <translation>{part}: non ora qui, nuovo tentativo</translation>
    </message>
    <message>
        <source>{part}: slow, trying again</source>
        <translation>{part}: lento, nuovo tentativo</translation>
    </message>
    <message>
        <source>{served} is being served, and the cart is not empty.</source>
        <translation>Stai servendo {served}, e il carrello non è vuoto.</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>The centre is silent: this is what is known here.</source>
        <translation>Il centro non risponde: ecco ciò che si sa qui.</translation>
    </message>
</context>
<context>
    <name>CustomerColumn</name>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
</context>
<context>
    <name>Contents</name>
    <message numerus="yes">
        <source>%n online cart(s) waiting.</source>
        <translation>
            <numerusform>%n carrello online in attesa.</numerusform>
            <numerusform>%n carrelli online in attesa.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n pezzo</numerusform>
            <numerusform>%n pezzi</numerusform>
        </translation>
    </message>
    <message>
        <source>A card is no proof. Ask for the name, then see everything.</source>
        <translation>Una tessera non è una prova. Chiedi il nome, poi vedi tutto.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Richiesta in corso…</translation>
    </message>
    <message>
        <source>Choose carts…</source>
        <translation>Scegli i carrelli…</translation>
    </message>
    <message>
        <source>Given in this sale.</source>
        <translation>Già applicata a questa vendita.</translation>
    </message>
    <message>
        <source>Goes with it</source>
        <translation>Si abbina</translation>
    </message>
    <message>
        <source>It is taken off in this sale.</source>
        <translation>Si scala in questa vendita.</translation>
    </message>
    <message>
        <source>It is taken off when the cart is pulled.</source>
        <translation>Si scala quando si carica il carrello.</translation>
    </message>
    <message>
        <source>It is this customer</source>
        <translation>È questo cliente</translation>
    </message>
    <message>
        <source>No online cart.</source>
        <translation>Nessun carrello online.</translation>
    </message>
    <message>
        <source>No order yet.</source>
        <translation>Ancora nessun ordine.</translation>
    </message>
    <message>
        <source>Online carts</source>
        <translation>Carrelli online</translation>
    </message>
    <message>
        <source>Only a card</source>
        <translation>Solo una tessera</translation>
    </message>
    <message>
        <source>Only the centre knows them.</source>
        <translation>Li conosce solo il centro.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Ordini</translation>
    </message>
    <message>
        <source>Paid online: {amount}</source>
        <translation>Pagato online: {amount}</translation>
    </message>
    <message>
        <source>Promise: {text}</source>
        <translation>Promessa: {text}</translation>
    </message>
    <message>
        <source>Redeem</source>
        <translation>Applica</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Mostra %n</numerusform>
            <numerusform>Mostra tutti e %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Store credit: {amount}</source>
        <translation>Credito: {amount}</translation>
    </message>
    <message>
        <source>To pick up: order {number}</source>
        <translation>Da ritirare: ordine {number}</translation>
    </message>
</context>
<context>
    <name>Nobody</name>
    <message>
        <source>Find customer</source>
        <translation>Cerca cliente</translation>
    </message>
    <message>
        <source>Go on selling: nothing has to wait for it.</source>
        <translation>Continua a vendere: niente deve aspettare.</translation>
    </message>
    <message>
        <source>Looking up the customer…</source>
        <translation>Ricerca del cliente…</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nuovo cliente</translation>
    </message>
    <message>
        <source>No customer yet</source>
        <translation>Ancora nessun cliente</translation>
    </message>
    <message>
        <source>Scan the QR or card, or type a phone, e-mail or name into the box.</source>
        <translation>Leggi il QR o la tessera, oppure scrivi telefono, e-mail o nome nella casella.</translation>
    </message>
</context>
<context>
    <name>TroubleLine</name>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
</context>
<context>
    <name>Person</name>
    <message>
        <source>Customer details</source>
        <translation>Dati del cliente</translation>
    </message>
    <message>
        <source>Hide phone number</source>
        <translation>Nascondi il telefono</translation>
    </message>
    <message>
        <source>No phone number</source>
        <translation>Nessun telefono</translation>
    </message>
    <message>
        <source>Show phone number</source>
        <translation>Mostra il telefono</translation>
    </message>
    <message>
        <source>{points} pts</source>
        <translation>{points} punti</translation>
    </message>
</context>
<context>
    <name>CartRow</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>Carica</translation>
    </message>
    <message>
        <source>Pull cart {number}</source>
        <translation>Carica il carrello {number}</translation>
    </message>
</context>
<context>
    <name>ProductButton</name>
    <message>
        <source>Add {name}, {price}</source>
        <translation>Aggiungi {name}, {price}</translation>
    </message>
</context>
<context>
    <name>ServingPeople</name>
    <message>
        <source>Nothing in the cart yet that the promise is for.</source>
        <translation>Nel carrello non c&apos;è ancora nulla a cui si applica.</translation>
    </message>
    <message>
        <source>Promise kept in this sale</source>
        <translation>Promessa applicata a questa vendita</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Discounts</source>
        <translation>Sconti</translation>
    </message>
    <message>
        <source>Rescued from online carts</source>
        <translation>Recuperato dai carrelli online</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Vendite</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Venduto</translation>
    </message>
    <message>
        <source>of which tax {amount}</source>
        <translation>di cui IVA {amount}</translation>
    </message>
    <message>
        <source>{amount} each, on average</source>
        <translation>{amount} in media</translation>
    </message>
    <message>
        <source>{share}% of full prices</source>
        <translation>{share}% dei prezzi pieni</translation>
    </message>
    <message>
        <source>{share}% of the day</source>
        <translation>{share}% della giornata</translation>
    </message>
</context>
<context>
    <name>day</name>
    <message>
        <source>Card</source>
        <translation>Carta</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Contanti</translation>
    </message>
    <message>
        <source>From another store</source>
        <translation>Da un altro negozio</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>Buono regalo</translation>
    </message>
    <message>
        <source>Paid online</source>
        <translation>Pagato online</translation>
    </message>
    <message>
        <source>Picked up later</source>
        <translation>Da ritirare</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Arrotondamento</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>Spedizione</translation>
    </message>
    <message>
        <source>Shipped home</source>
        <translation>Spedito a casa</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Credito</translation>
    </message>
    <message>
        <source>Taken along</source>
        <translation>Preso subito</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>In attesa</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
</context>
<context>
    <name>SalesList</name>
    <message>
        <source>Sales of the day</source>
        <translation>Vendite del giorno</translation>
    </message>
</context>
<context>
    <name>DayScreen</name>
    <message>
        <source>All at the centre</source>
        <translation>Tutto al centro</translation>
    </message>
    <message>
        <source>By clerk</source>
        <translation>Per addetto</translation>
    </message>
    <message>
        <source>By fulfilment</source>
        <translation>Per consegna</translation>
    </message>
    <message>
        <source>By hour</source>
        <translation>Per ora</translation>
    </message>
    <message>
        <source>By means of payment</source>
        <translation>Per mezzo di pagamento</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>Esporta CSV</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Esportato</translation>
    </message>
    <message>
        <source>Go back to selling to scan this.</source>
        <translation>Torna alla vendita per leggere questo codice.</translation>
    </message>
    <message>
        <source>No sales on this day</source>
        <translation>Nessuna vendita in questo giorno</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Vendite</translation>
    </message>
    <message>
        <source>Sell</source>
        <translation>Vendi</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Giorno successivo</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Giorno precedente</translation>
    </message>
    <message>
        <source>They appear here as they are made.</source>
        <translation>Compaiono qui man mano.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>Today, {day}</source>
        <translation>Oggi, {day}</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Add what was found; confirm</source>
        <translation>Aggiungi ciò che hai trovato; conferma</translation>
    </message>
    <message>
        <source>Another size or colour</source>
        <translation>Altra taglia o colore</translation>
    </message>
    <message>
        <source>Camera as a scanner</source>
        <translation>Fotocamera come lettore</translation>
    </message>
    <message>
        <source>Card payments to settle</source>
        <translation>Pagamenti con carta da chiarire</translation>
    </message>
    <message>
        <source>Choose a line or a search result</source>
        <translation>Scegli una riga o un risultato</translation>
    </message>
    <message>
        <source>Close the panel, back to the box</source>
        <translation>Chiudi il pannello, torna alla casella</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Canc</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Sconto</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Invio</translation>
    </message>
    <message>
        <source>Enter a coupon</source>
        <translation>Inserisci un coupon</translation>
    </message>
    <message>
        <source>Finish with this customer</source>
        <translation>Termina con questo cliente</translation>
    </message>
    <message>
        <source>Hide or show the conversation</source>
        <translation>Nascondi o mostra la conversazione</translation>
    </message>
    <message>
        <source>Keep a report of what was done here, for support</source>
        <translation>Salva un rapporto di ciò che è stato fatto qui, per l’assistenza</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Chiaro o scuro</translation>
    </message>
    <message>
        <source>Lock the register; the cart stays</source>
        <translation>Blocca la cassa; il carrello resta</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Nuovo cliente</translation>
    </message>
    <message>
        <source>Note on the line</source>
        <translation>Nota sulla riga</translation>
    </message>
    <message>
        <source>One more or one less of the chosen line</source>
        <translation>Uno in più o in meno nella riga scelta</translation>
    </message>
    <message>
        <source>Park the cart, or bring one back</source>
        <translation>Sospendi il carrello o riprendine uno</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Incassa</translation>
    </message>
    <message>
        <source>Pull the online cart</source>
        <translation>Carica il carrello online</translation>
    </message>
    <message>
        <source>Quantity of the line</source>
        <translation>Quantità della riga</translation>
    </message>
    <message>
        <source>Redeem the promise</source>
        <translation>Applica la promessa</translation>
    </message>
    <message>
        <source>Remove the chosen line</source>
        <translation>Rimuovi la riga scelta</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Maiusc</translation>
    </message>
    <message>
        <source>Ship home: address and method</source>
        <translation>Spedizione: indirizzo e metodo</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Mostra tutti i tasti</translation>
    </message>
    <message>
        <source>Take now or ship, split a line</source>
        <translation>Prendi o spedisci, dividi una riga</translation>
    </message>
    <message>
        <source>The box: item, phone, name, receipt, coupon</source>
        <translation>La casella: articolo, telefono, nome, scontrino</translation>
    </message>
    <message>
        <source>The day&apos;s sales (managers)</source>
        <translation>Vendite del giorno (responsabili)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>What needs attention</source>
        <translation>Che cosa è da controllare</translation>
    </message>
    <message>
        <source>While paying: card</source>
        <translation>All&apos;incasso: carta</translation>
    </message>
    <message>
        <source>While paying: gift card</source>
        <translation>All&apos;incasso: buono regalo</translation>
    </message>
    <message>
        <source>While paying: store credit</source>
        <translation>All&apos;incasso: credito</translation>
    </message>
</context>
<context>
    <name>paying</name>
    <message>
        <source>A card has been charged</source>
        <translation>Una carta è stata addebitata</translation>
    </message>
    <message>
        <source>Another register is taking payment for this cart</source>
        <translation>Un&apos;altra cassa sta incassando questo carrello</translation>
    </message>
    <message>
        <source>Ask the terminal</source>
        <translation>Chiedi al terminale</translation>
    </message>
    <message>
        <source>Asking the centre</source>
        <translation>Verifica con il centro</translation>
    </message>
    <message>
        <source>Asking the terminal what happened</source>
        <translation>Chiedo al terminale cos&apos;è successo</translation>
    </message>
    <message>
        <source>Back to the cart</source>
        <translation>Torna al carrello</translation>
    </message>
    <message>
        <source>Cancel at the terminal</source>
        <translation>Annulla sul terminale</translation>
    </message>
    <message>
        <source>Cancelling at the terminal</source>
        <translation>Annullamento sul terminale</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carta</translation>
    </message>
    <message>
        <source>Card payment not confirmed</source>
        <translation>Pagamento con carta non confermato</translation>
    </message>
    <message>
        <source>Card payments to settle</source>
        <translation>Pagamenti con carta da chiarire</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Contanti</translation>
    </message>
    <message>
        <source>Charged, no sale</source>
        <translation>Addebitato, senza vendita</translation>
    </message>
    <message>
        <source>Everything is settled.</source>
        <translation>Tutto è chiarito.</translation>
    </message>
    <message>
        <source>Finish this payment, or leave and refund the card at the terminal. Until then the charge stays on the list of things to settle.</source>
        <translation>Concludi questo pagamento, oppure esci e rimborsa la carta sul terminale. Fino ad allora l&apos;addebito resta tra le cose da chiarire.</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>Buono regalo</translation>
    </message>
    <message>
        <source>Go on paying</source>
        <translation>Continua l&apos;incasso</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Continua senza</translation>
    </message>
    <message>
        <source>If the customer was faster, the card counts as charged.</source>
        <translation>Se il cliente è stato più veloce, la carta è addebitata.</translation>
    </message>
    <message>
        <source>It hears of this sale by itself, later.</source>
        <translation>Saprà di questa vendita da solo, più tardi.</translation>
    </message>
    <message>
        <source>It is in hand: sell it</source>
        <translation>È qui in mano: vendilo</translation>
    </message>
    <message>
        <source>Leave, refund the card</source>
        <translation>Esci, rimborsa la carta</translation>
    </message>
    <message>
        <source>Let it pay for this cart</source>
        <translation>Usalo per questo carrello</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>Non confermato</translation>
    </message>
    <message>
        <source>Nothing is charged by asking.</source>
        <translation>Chiedere non addebita nulla.</translation>
    </message>
    <message>
        <source>Nothing was charged. Ask there who serves this customer; when that has ended, pay again here.</source>
        <translation>Nessun addebito. Chiedi lì chi serve questo cliente; quando ha finito, incassa di nuovo qui.</translation>
    </message>
    <message>
        <source>Nothing was charged. Give less, or ask a manager. ({code})</source>
        <translation>Nessun addebito. Sconta meno o chiedi a un responsabile. ({code})</translation>
    </message>
    <message>
        <source>Nothing was charged. Its items are the customer&apos;s already: take them out of this sale and hand them over.</source>
        <translation>Nessun addebito. Gli articoli sono già del cliente: toglili da questa vendita e consegnali.</translation>
    </message>
    <message>
        <source>Nothing was charged. More is to be sent than this register may promise alone: {names}. Take it along, take it out, or wait for the centre.</source>
        <translation>Nessun addebito. Si vuole spedire più di quanto questa cassa può promettere da sola: {names}. Fallo portare via, toglilo, o aspetta il centro.</translation>
    </message>
    <message>
        <source>Nothing was charged. No longer free: {names}.</source>
        <translation>Nessun addebito. Non più disponibili: {names}.</translation>
    </message>
    <message>
        <source>Nothing was charged. Prices or promotions have just changed: the cart is priced again. Tell the customer the new total.</source>
        <translation>Nessun addebito. Prezzi o promozioni sono appena cambiati: il carrello è ricalcolato. Comunica al cliente il nuovo totale.</translation>
    </message>
    <message>
        <source>Nothing was charged. See what is different, then pay.</source>
        <translation>Nessun addebito. Guarda cosa è diverso, poi incassa.</translation>
    </message>
    <message>
        <source>Paid online</source>
        <translation>Pagato online</translation>
    </message>
    <message>
        <source>Park the cart, settle later</source>
        <translation>Sospendi il carrello, chiarisci poi</translation>
    </message>
    <message>
        <source>Price again</source>
        <translation>Ricalcola</translation>
    </message>
    <message>
        <source>Refunded at the terminal</source>
        <translation>Rimborsato sul terminale</translation>
    </message>
    <message>
        <source>See what changed</source>
        <translation>Vedi cosa è cambiato</translation>
    </message>
    <message>
        <source>Something in the cart has just been sold elsewhere</source>
        <translation>Qualcosa nel carrello è appena stato venduto altrove</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Credito</translation>
    </message>
    <message>
        <source>Take them out</source>
        <translation>Toglili</translation>
    </message>
    <message>
        <source>The centre is away. Selling goes on.</source>
        <translation>Il centro non risponde. Si continua a vendere.</translation>
    </message>
    <message>
        <source>The centre is away: this cannot be promised now</source>
        <translation>Il centro non risponde: ora non si può promettere</translation>
    </message>
    <message>
        <source>The customer changed the online cart meanwhile</source>
        <translation>Intanto il cliente ha cambiato il carrello online</translation>
    </message>
    <message>
        <source>The customer holds the card to the terminal.</source>
        <translation>Il cliente avvicina la carta al terminale.</translation>
    </message>
    <message>
        <source>The discount is now more than {limit} of the cart.</source>
        <translation>Lo sconto ora supera {limit} del carrello.</translation>
    </message>
    <message>
        <source>The terminal did not say whether the card was charged. Do not charge again. Ask the terminal; its own slip says the same. The sale stays open.</source>
        <translation>Il terminale non ha detto se la carta è stata addebitata. Non addebitare di nuovo. Chiedi al terminale; lo dice anche la sua ricevuta. La vendita resta aperta.</translation>
    </message>
    <message>
        <source>The terminal is still at it.</source>
        <translation>Il terminale sta ancora lavorando.</translation>
    </message>
    <message>
        <source>The terminal says: {reason}.</source>
        <translation>Il terminale dice: {reason}.</translation>
    </message>
    <message>
        <source>The total is different at the central service</source>
        <translation>Al servizio centrale il totale è diverso</translation>
    </message>
    <message>
        <source>This online cart has already been paid</source>
        <translation>Questo carrello online è già stato pagato</translation>
    </message>
    <message>
        <source>Wait for it, or cancel at the terminal.</source>
        <translation>Aspetta, o annulla sul terminale.</translation>
    </message>
    <message>
        <source>Waiting for the terminal: {amount}</source>
        <translation>In attesa del terminale: {amount}</translation>
    </message>
    <message>
        <source>Whether the cart is still as you see it. Nothing is charged.</source>
        <translation>Se il carrello è ancora come lo vedi. Nessun addebito.</translation>
    </message>
    <message>
        <source>Writing the sale down</source>
        <translation>Registrazione della vendita</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Change</source>
        <translation>Resto</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Ancora da pagare</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Da pagare</translation>
    </message>
</context>
<context>
    <name>TenderList</name>
    <message>
        <source>Take back: {tender}</source>
        <translation>Togli: {tender}</translation>
    </message>
    <message>
        <source>charged</source>
        <translation>addebitata</translation>
    </message>
</context>
<context>
    <name>PaymentPanel</name>
    <message>
        <source>Payment</source>
        <translation>Pagamento</translation>
    </message>
</context>
<context>
    <name>Plurals</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n giorno</numerusform>
            <numerusform>%n giorni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free</source>
        <translation>
            <numerusform>%n libero</numerusform>
            <numerusform>%n liberi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n here</source>
        <translation>
            <numerusform>%n qui</numerusform>
            <numerusform>%n qui</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n ora</numerusform>
            <numerusform>%n ore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) to decide</source>
        <translation>
            <numerusform>%n riga da decidere</numerusform>
            <numerusform>%n righe da decidere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minuti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n receipt(s) to print</source>
        <translation>
            <numerusform>%n scontrino da stampare</numerusform>
            <numerusform>%n scontrini da stampare</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sale(s) waiting</source>
        <translation>
            <numerusform>%n vendita in attesa</numerusform>
            <numerusform>%n vendite in attesa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n secondo</numerusform>
            <numerusform>%n secondi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n</source>
        <translation>
            <numerusform>Ultimo</numerusform>
            <numerusform>Ultimi %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pull %n together</source>
        <translation>
            <numerusform>Carica %n</numerusform>
            <numerusform>Carica %n insieme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pulling</name>
    <message>
        <source>Change it here too</source>
        <translation>Cambia anche qui</translation>
    </message>
    <message>
        <source>Changed on the phone</source>
        <translation>Cambiato dal telefono</translation>
    </message>
    <message>
        <source>Combine into this sale</source>
        <translation>Unisci a questa vendita</translation>
    </message>
    <message>
        <source>Combine the carts?</source>
        <translation>Unire i carrelli?</translation>
    </message>
    <message>
        <source>Fewer here</source>
        <translation>Qui ce ne sono meno</translation>
    </message>
    <message>
        <source>It was discontinued and cannot be sold.</source>
        <translation>È fuori produzione e non si può vendere.</translation>
    </message>
    <message>
        <source>Keep it as it is here</source>
        <translation>Lascia com&apos;è qui</translation>
    </message>
    <message>
        <source>Keep {price}</source>
        <translation>Lascia {price}</translation>
    </message>
    <message>
        <source>Leave online</source>
        <translation>Lascia online</translation>
    </message>
    <message>
        <source>No longer sold</source>
        <translation>Non più in vendita</translation>
    </message>
    <message>
        <source>No store has it any more.</source>
        <translation>Nessun negozio lo ha più.</translation>
    </message>
    <message>
        <source>Not in this store</source>
        <translation>Non in questo negozio</translation>
    </message>
    <message>
        <source>Only the first, keep apart</source>
        <translation>Solo il primo, separato</translation>
    </message>
    <message>
        <source>Park this sale, then pull</source>
        <translation>Sospendi questa, poi carica</translation>
    </message>
    <message>
        <source>Price went down</source>
        <translation>Prezzo diminuito</translation>
    </message>
    <message>
        <source>Price went up</source>
        <translation>Prezzo aumentato</translation>
    </message>
    <message>
        <source>Promotion over</source>
        <translation>Promozione finita</translation>
    </message>
    <message>
        <source>Pull this cart</source>
        <translation>Carica questo carrello</translation>
    </message>
    <message>
        <source>Ship home</source>
        <translation>Spedisci a casa</translation>
    </message>
    <message>
        <source>Sold out</source>
        <translation>Esaurito</translation>
    </message>
    <message>
        <source>Take all suggestions</source>
        <translation>Accetta i suggerimenti</translation>
    </message>
    <message>
        <source>Take only {count}</source>
        <translation>Prendi solo {count}</translation>
    </message>
    <message>
        <source>Take {count}, ship the rest</source>
        <translation>Prendi {count}, spedisci il resto</translation>
    </message>
    <message>
        <source>The customer added {after} just now.</source>
        <translation>Il cliente ne ha appena aggiunti {after}.</translation>
    </message>
    <message>
        <source>The customer changed the note just now.</source>
        <translation>Il cliente ha appena cambiato la nota.</translation>
    </message>
    <message>
        <source>The customer made it {after} instead of {before}.</source>
        <translation>Il cliente ne vuole {after} invece di {before}.</translation>
    </message>
    <message>
        <source>The customer removed it just now.</source>
        <translation>Il cliente lo ha appena tolto.</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Da decidere</translation>
    </message>
    <message>
        <source>Together they are one sale, one payment, one receipt.</source>
        <translation>Insieme sono una vendita, un pagamento, uno scontrino.</translation>
    </message>
    <message>
        <source>Use {price}</source>
        <translation>Usa {price}</translation>
    </message>
    <message>
        <source>Was {was} online, is {now} today.</source>
        <translation>Era {was} online, oggi è {now}.</translation>
    </message>
    <message>
        <source>Which online carts?</source>
        <translation>Quali carrelli online?</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>scelto</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>non scelto</translation>
    </message>
    <message>
        <source>{here} is in this sale already.
What about {coming}?</source>
        <translation>{here} è già in questa vendita.
E {coming}?</translation>
    </message>
    <message>
        <source>{wanted} wanted, {here} here.</source>
        <translation>Richiesti {wanted}, qui {here}.</translation>
    </message>
    <message>
        <source>{wanted} wanted, {here} here; nobody knows about others.</source>
        <translation>Richiesti {wanted}, qui {here}; degli altri non si sa.</translation>
    </message>
    <message>
        <source>{wanted} wanted, {here} here; {store} has it.</source>
        <translation>Richiesti {wanted}, qui {here}; c&apos;è in {store}.</translation>
    </message>
    <message>
        <source>“{name}” is over: {was} with it, {now} today.</source>
        <translation>“{name}” è finita: con essa {was}, oggi {now}.</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>On the phone, while you serve. Nothing is taken over unasked.</source>
        <translation>Dal telefono, ora. Niente cambia senza la tua conferma.</translation>
    </message>
    <message>
        <source>Online cart {number} was paid or cancelled online.</source>
        <translation>Il carrello online {number} è stato pagato o annullato online.</translation>
    </message>
    <message>
        <source>Take its lines out of this sale, or they are sold twice.</source>
        <translation>Togli le sue righe da questa vendita, o si vendono due volte.</translation>
    </message>
    <message>
        <source>Taken over from the phone</source>
        <translation>Ripreso dal telefono</translation>
    </message>
    <message>
        <source>The customer changed the cart</source>
        <translation>Il cliente ha cambiato il carrello</translation>
    </message>
</context>
<context>
    <name>Puller</name>
    <message numerus="yes">
        <source>%n item(s) pulled from {number}</source>
        <translation>
            <numerusform>%n articolo caricato da {number}</numerusform>
            <numerusform>%n articoli caricati da {number}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ today. The rest is pulled as it is.</source>
        <translation>
            <numerusform>Oggi %n riga è diversa. Il resto si carica così com&apos;è.</numerusform>
            <numerusform>Oggi %n righe sono diverse. Il resto si carica così com&apos;è.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also at another register</source>
        <translation>Anche a un&apos;altra cassa</translation>
    </message>
    <message>
        <source>At register {label}</source>
        <translation>Alla cassa {label}</translation>
    </message>
    <message>
        <source>Changed on the phone</source>
        <translation>Cambiato dal telefono</translation>
    </message>
    <message>
        <source>Changed since it was put in</source>
        <translation>Cambiato da quando è nel carrello</translation>
    </message>
    <message>
        <source>Nothing pulled: all of {number} stays online.</source>
        <translation>Nulla caricato: {number} resta tutto online.</translation>
    </message>
    <message>
        <source>Paid or closed online</source>
        <translation>Pagato o chiuso online</translation>
    </message>
    <message>
        <source>Pulled</source>
        <translation>Caricato</translation>
    </message>
    <message>
        <source>Pulled {time}</source>
        <translation>Caricato {time}</translation>
    </message>
    <message>
        <source>{pulled}, not reserved</source>
        <translation>{pulled}, non riservato</translation>
    </message>
</context>
<context>
    <name>ReceiptDesk</name>
    <message>
        <source>Copy printed</source>
        <translation>Copia stampata</translation>
    </message>
    <message>
        <source>Interrupted: print a copy</source>
        <translation>Interrotta: stampa una copia</translation>
    </message>
    <message>
        <source>It waits here while the centre is away, and is never sent twice.</source>
        <translation>Se il centro non risponde aspetta qui; non parte mai due volte.</translation>
    </message>
    <message>
        <source>No printer is set up.</source>
        <translation>Nessuna stampante configurata.</translation>
    </message>
    <message>
        <source>No printer: on screen only</source>
        <translation>Senza stampante: solo a schermo</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Stampato</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>In stampa</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Registrato</translation>
    </message>
    <message>
        <source>The PDF is in the data folder</source>
        <translation>Il PDF è nella cartella dei dati</translation>
    </message>
    <message>
        <source>The receipt is on its way</source>
        <translation>Lo scontrino è in viaggio</translation>
    </message>
    <message>
        <source>The sale is safe. The receipt prints as soon as the printer can.</source>
        <translation>La vendita è al sicuro. Lo scontrino si stampa appena possibile.</translation>
    </message>
    <message>
        <source>Waiting to print</source>
        <translation>In attesa di stampa</translation>
    </message>
</context>
<context>
    <name>ReceiptPanel</name>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Resto</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>Next customer</source>
        <translation>Prossimo cliente</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagato</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Scontrino</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Invia</translation>
    </message>
    <message>
        <source>Send by e-mail</source>
        <translation>Invia per e-mail</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Venduto</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Type an e-mail address.</source>
        <translation>Scrivi un indirizzo e-mail.</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>Approved by</source>
        <translation>Approvato da</translation>
    </message>
    <message>
        <source>COPY</source>
        <translation>COPIA</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carta</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Contanti</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Resto</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Sconti</translation>
    </message>
    <message>
        <source>From another store</source>
        <translation>Da un altro negozio</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>Buono regalo</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Spedito a</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Lordo</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Imponibile</translation>
    </message>
    <message>
        <source>Paid online</source>
        <translation>Pagato online</translation>
    </message>
    <message>
        <source>Picked up later</source>
        <translation>Da ritirare</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Scontrino</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Arrotondamento</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>Servito da</translation>
    </message>
    <message>
        <source>Shipped home</source>
        <translation>Spedito a casa</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Spedizione</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Credito</translation>
    </message>
    <message>
        <source>Taken along</source>
        <translation>Preso subito</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>IVA</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Grazie</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totale</translation>
    </message>
    <message>
        <source>arrives by</source>
        <translation>arriva entro</translation>
    </message>
    <message>
        <source>date not confirmed</source>
        <translation>data non confermata</translation>
    </message>
</context>
<context>
    <name>SaleScreen</name>
    <message>
        <source>Finish or cancel the payment first.</source>
        <translation>Prima concludi o annulla il pagamento.</translation>
    </message>
</context>
<context>
    <name>sale</name>
    <message>
        <source>A manager can approve just this with their PIN. Nothing was changed. ({code})</source>
        <translation>Un responsabile può approvare solo questo con il proprio PIN. Nulla è cambiato. ({code})</translation>
    </message>
    <message>
        <source>Address and method</source>
        <translation>Indirizzo e metodo</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importo</translation>
    </message>
    <message>
        <source>Another size or colour</source>
        <translation>Altra taglia o colore</translation>
    </message>
    <message>
        <source>Approve {discount}</source>
        <translation>Approva {discount}</translation>
    </message>
    <message>
        <source>Asking the stores…</source>
        <translation>Richiesta ai negozi…</translation>
    </message>
    <message>
        <source>Code on the coupon</source>
        <translation>Codice del coupon</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>Coupon</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Sconto</translation>
    </message>
    <message>
        <source>Give discount</source>
        <translation>Applica sconto</translation>
    </message>
    <message>
        <source>Here: {store}</source>
        <translation>Qui: {store}</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Quanti</translation>
    </message>
    <message>
        <source>How many of them</source>
        <translation>Quanti di questi</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Quanto</translation>
    </message>
    <message>
        <source>In stock here when last seen: {count}</source>
        <translation>Qui all&apos;ultimo controllo: {count}</translation>
    </message>
    <message>
        <source>In the stores now</source>
        <translation>Ora nei negozi</translation>
    </message>
    <message>
        <source>It stands on the receipt.</source>
        <translation>Compare sullo scontrino.</translation>
    </message>
    <message>
        <source>Keep note</source>
        <translation>Salva nota</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Riga</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN</source>
        <translation>PIN del responsabile</translation>
    </message>
    <message>
        <source>No discount</source>
        <translation>Nessuno sconto</translation>
    </message>
    <message>
        <source>No store has it.</source>
        <translation>Nessun negozio lo ha.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Note on this line</source>
        <translation>Nota su questa riga</translation>
    </message>
    <message>
        <source>Nothing is parked.</source>
        <translation>Nessun carrello sospeso.</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>Uno in meno</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Uno in più</translation>
    </message>
    <message>
        <source>Parked carts</source>
        <translation>Carrelli sospesi</translation>
    </message>
    <message>
        <source>Per cent</source>
        <translation>Percentuale</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantità</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Remove coupon {code}</source>
        <translation>Rimuovi il coupon {code}</translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation>Rimuovi la riga</translation>
    </message>
    <message>
        <source>Set quantity</source>
        <translation>Imposta quantità</translation>
    </message>
    <message>
        <source>Ship home</source>
        <translation>Spedisci a casa</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Cambia</translation>
    </message>
    <message>
        <source>Take now</source>
        <translation>Prendi ora</translation>
    </message>
    <message>
        <source>Take now or ship home</source>
        <translation>Prendi ora o spedisci</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Questa riga</translation>
    </message>
    <message>
        <source>Use coupon</source>
        <translation>Usa coupon</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianti</translation>
    </message>
    <message>
        <source>Whole cart</source>
        <translation>Tutto il carrello</translation>
    </message>
    <message>
        <source>You may give at most {limit}.</source>
        <translation>Puoi scontare al massimo {limit}.</translation>
    </message>
    <message>
        <source>{discount} is more than your {limit}.</source>
        <translation>{discount} supera il tuo limite del {limit}.</translation>
    </message>
    <message>
        <source>{some} of {all}</source>
        <translation>{some} di {all}</translation>
    </message>
</context>
<context>
    <name>LineActions</name>
    <message>
        <source>Cart cleared</source>
        <translation>Carrello svuotato</translation>
    </message>
    <message>
        <source>Coupon {code} removed</source>
        <translation>Coupon {code} rimosso</translation>
    </message>
    <message>
        <source>Coupon {code} used</source>
        <translation>Coupon {code} applicato</translation>
    </message>
    <message>
        <source>Discount approved</source>
        <translation>Sconto approvato</translation>
    </message>
    <message>
        <source>Discount given</source>
        <translation>Sconto applicato</translation>
    </message>
    <message>
        <source>Swapped for {variant}</source>
        <translation>Cambiato con {variant}</translation>
    </message>
    <message>
        <source>{name} removed</source>
        <translation>{name}: rimosso</translation>
    </message>
</context>
<context>
    <name>Parking</name>
    <message>
        <source>Cart parked. It comes back with the same key.</source>
        <translation>Carrello sospeso. Torna con lo stesso tasto.</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>A manager&apos;s PIN unlocks</source>
        <translation>Sblocca con il PIN di un responsabile</translation>
    </message>
    <message>
        <source>Ask for a code and run: posapp enrol --centre ADDRESS</source>
        <translation>Chiedi un codice e avvia: posapp enrol --centre INDIRIZZO</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Verifica…</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>Inserisci il PIN</translation>
    </message>
    <message>
        <source>Opening the register…</source>
        <translation>Apertura della cassa…</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Register {label}</source>
        <translation>Cassa {label}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Accedi</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Prima accedi.</translation>
    </message>
    <message>
        <source>The scan was not used.</source>
        <translation>Il codice letto non è stato usato.</translation>
    </message>
    <message>
        <source>This computer is not a register yet.</source>
        <translation>Questo computer non è ancora una cassa.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Sblocca</translation>
    </message>
</context>
<context>
    <name>AddressForm</name>
    <message>
        <source>Country</source>
        <translation>Paese</translation>
    </message>
    <message>
        <source>Keep in the customer&apos;s address book</source>
        <translation>Salva nella rubrica del cliente</translation>
    </message>
    <message>
        <source>{field} (if any)</source>
        <translation>{field} (se c&apos;è)</translation>
    </message>
</context>
<context>
    <name>shipping</name>
    <message>
        <source>Free</source>
        <translation>Gratis</translation>
    </message>
    <message>
        <source>Nobody knows this.</source>
        <translation>Nessuno lo conosce.</translation>
    </message>
    <message>
        <source>Phone for the courier</source>
        <translation>Telefono per il corriere</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>CAP</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>Provincia</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Destinatario</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Regione</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Via e numero</translation>
    </message>
    <message>
        <source>This does not fit the country or the town.</source>
        <translation>Non corrisponde al paese o alla città.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>Questo serve.</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Città</translation>
    </message>
</context>
<context>
    <name>ShipPanel</name>
    <message>
        <source>Arrives by {day}</source>
        <translation>Arriva entro {day}</translation>
    </message>
    <message>
        <source>Asking for cost and date …</source>
        <translation>Richiesta di costo e data …</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Choose Ship on a line, or ship everything.</source>
        <translation>Scegli Spedisci su una riga, o spedisci tutto.</translation>
    </message>
    <message>
        <source>Date not confirmed</source>
        <translation>Data non confermata</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Come</translation>
    </message>
    <message>
        <source>New address</source>
        <translation>Nuovo indirizzo</translation>
    </message>
    <message>
        <source>Nothing in the cart is shipped yet.</source>
        <translation>Nel carrello non c&apos;è ancora nulla da spedire.</translation>
    </message>
    <message>
        <source>Nothing ships to this address. Choose another, or take it now.</source>
        <translation>A questo indirizzo non si spedisce. Scegline un altro, o prendi ora.</translation>
    </message>
    <message>
        <source>Other recipient</source>
        <translation>Altro destinatario</translation>
    </message>
    <message>
        <source>Ship everything</source>
        <translation>Spedisci tutto</translation>
    </message>
    <message>
        <source>Ship home</source>
        <translation>Spedisci a casa</translation>
    </message>
    <message>
        <source>Ship it so</source>
        <translation>Spedisci così</translation>
    </message>
    <message>
        <source>The centre is away: costs are the shop&apos;s own, dates not confirmed.</source>
        <translation>Il centro non risponde: costi del negozio, date non confermate.</translation>
    </message>
    <message>
        <source>To which address</source>
        <translation>A quale indirizzo</translation>
    </message>
    <message>
        <source>Use this address</source>
        <translation>Usa questo indirizzo</translation>
    </message>
</context>
<context>
    <name>Sending</name>
    <message>
        <source>Address kept</source>
        <translation>Indirizzo salvato</translation>
    </message>
    <message>
        <source>Ships with {method}</source>
        <translation>Spedito con {method}</translation>
    </message>
    <message>
        <source>The address serves this sale; the book could not be reached.</source>
        <translation>L&apos;indirizzo vale per questa vendita; rubrica non raggiungibile.</translation>
    </message>
</context>
<context>
    <name>talk</name>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Note · {name}</source>
        <translation>Nota · {name}</translation>
    </message>
    <message>
        <source>Phone call</source>
        <translation>Telefonata</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>Promessa</translation>
    </message>
    <message>
        <source>Promise kept</source>
        <translation>Promessa mantenuta</translation>
    </message>
    <message>
        <source>Promise over</source>
        <translation>Promessa scaduta</translation>
    </message>
    <message>
        <source>Promise until {day}</source>
        <translation>Promessa fino a {day}</translation>
    </message>
    <message>
        <source>Reply: free</source>
        <translation>Risposta: libera</translation>
    </message>
    <message>
        <source>Reply: free {time}</source>
        <translation>Risposta: libera per {time}</translation>
    </message>
    <message>
        <source>Reply: not on this channel</source>
        <translation>Risposta: non su questo canale</translation>
    </message>
    <message>
        <source>Reply: templates only</source>
        <translation>Risposta: solo modelli</translation>
    </message>
    <message>
        <source>The photo is not here</source>
        <translation>La foto non è qui</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>Questo messaggio è stato eliminato.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>Web chat</source>
        <translation>Chat web</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ieri</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>consegnato</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>modificato</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>non consegnato</translation>
    </message>
    <message>
        <source>read</source>
        <translation>letto</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>inviato</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} g {hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} m</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} m</source>
        <translation>{minutes} min</translation>
    </message>
</context>
<context>
    <name>TalkColumn</name>
    <message>
        <source>Asking for the conversation…</source>
        <translation>Richiesta della conversazione…</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Conversation hidden</source>
        <translation>Conversazione nascosta</translation>
    </message>
    <message>
        <source>Earlier messages come when you scroll up</source>
        <translation>Scorri in alto per i messaggi precedenti</translation>
    </message>
    <message>
        <source>Fetching earlier messages…</source>
        <translation>Caricamento dei messaggi precedenti…</translation>
    </message>
    <message>
        <source>Here it began</source>
        <translation>Inizio della conversazione</translation>
    </message>
    <message>
        <source>Hide the conversation</source>
        <translation>Nascondi la conversazione</translation>
    </message>
    <message>
        <source>It appears with the customer.</source>
        <translation>Compare con il cliente.</translation>
    </message>
    <message>
        <source>Messages are never kept on this register.</source>
        <translation>I messaggi non restano mai su questa cassa.</translation>
    </message>
    <message>
        <source>No conversation</source>
        <translation>Nessuna conversazione</translation>
    </message>
    <message>
        <source>Nothing was written yet</source>
        <translation>Ancora nessun messaggio</translation>
    </message>
    <message>
        <source>Show the conversation</source>
        <translation>Mostra la conversazione</translation>
    </message>
    <message>
        <source>The conversation is at the centre</source>
        <translation>La conversazione è al centro</translation>
    </message>
    <message>
        <source>The same key or button shows it again.</source>
        <translation>Lo stesso tasto o pulsante la mostra di nuovo.</translation>
    </message>
</context>
<context>
    <name>Talking</name>
    <message>
        <source>{name} added</source>
        <translation>{name}: aggiunto</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
</context>
<context>
    <name>badge</name>
    <message>
        <source>Connecting</source>
        <translation>Connessione</translation>
    </message>
    <message>
        <source>Needs attention ({count})</source>
        <translation>Da controllare ({count})</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline dalle {time}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Lento</translation>
    </message>
    <message>
        <source>sending {number} of {all}</source>
        <translation>invio {number} di {all}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close message</source>
        <translation>Chiudi il messaggio</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>OneBox</name>
    <message>
        <source>Scan or type: item, phone, name, receipt, coupon</source>
        <translation>Leggi o scrivi: articolo, telefono, nome, scontrino</translation>
    </message>
</context>
<context>
    <name>EmptyCart</name>
    <message>
        <source>Or type a name, a number, a phone. Nobody needs to be known.</source>
        <translation>O scrivi un nome, un numero, un telefono. Si vende anche senza cliente.</translation>
    </message>
    <message>
        <source>Scan an item or a customer</source>
        <translation>Leggi un articolo o un cliente</translation>
    </message>
</context>
<context>
    <name>CartCard</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n articolo</numerusform>
            <numerusform>%n articoli</numerusform>
        </translation>
    </message>
    <message>
        <source>Cart</source>
        <translation>Carrello</translation>
    </message>
    <message>
        <source>Coupon</source>
        <translation>Coupon</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Sconto</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Termina</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Sospendi</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>Sospesi</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Incassa</translation>
    </message>
</context>
<context>
    <name>cart</name>
    <message>
        <source>CHAT</source>
        <translation>CHAT</translation>
    </message>
    <message>
        <source>Other store</source>
        <translation>Altro negozio</translation>
    </message>
    <message>
        <source>Pick up</source>
        <translation>Ritira</translation>
    </message>
    <message>
        <source>Ship</source>
        <translation>Spedisci</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Prendi</translation>
    </message>
    <message>
        <source>WEB</source>
        <translation>WEB</translation>
    </message>
    <message>
        <source>{price} each</source>
        <translation>{price} l&apos;uno</translation>
    </message>
    <message>
        <source>{quantity} of {name} {variant}, {total}</source>
        <translation>{quantity} di {name} {variant}, {total}</translation>
    </message>
</context>
<context>
    <name>CartList</name>
    <message>
        <source>Cart</source>
        <translation>Carrello</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Decimal mark</source>
        <translation>Virgola</translation>
    </message>
    <message>
        <source>Delete last digit</source>
        <translation>Cancella l&apos;ultima cifra</translation>
    </message>
</context>
<context>
    <name>KeysOverlay</name>
    <message>
        <source>All keys</source>
        <translation>Tutti i tasti</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Chiudi (Esc)</translation>
    </message>
    <message>
        <source>Keep a report</source>
        <translation>Salva un rapporto</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Close panel (Esc)</source>
        <translation>Chiudi il pannello (Esc)</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Discontinued</source>
        <translation>Fuori produzione</translation>
    </message>
    <message>
        <source>None here</source>
        <translation>Qui nessuno</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n trovato</numerusform>
            <numerusform>%n trovati</numerusform>
        </translation>
    </message>
    <message>
        <source>Customer “{text}”</source>
        <translation>Cliente “{text}”</translation>
    </message>
    <message>
        <source>Enter looks this customer up.</source>
        <translation>Invio cerca questo cliente.</translation>
    </message>
    <message>
        <source>No product is called that.</source>
        <translation>Nessun prodotto con questo nome.</translation>
    </message>
    <message>
        <source>Products found</source>
        <translation>Prodotti trovati</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>Risultati della ricerca</translation>
    </message>
    <message>
        <source>Showing results for “{text}”.</source>
        <translation>Risultati per “{text}”.</translation>
    </message>
    <message>
        <source>The catalogue is still coming down: there may be more.</source>
        <translation>Il catalogo sta ancora arrivando: forse ce ne sono altri.</translation>
    </message>
    <message>
        <source>Try fewer letters, or scan it. Enter searches the customers.</source>
        <translation>Prova con meno lettere, o leggi il codice. Invio cerca tra i clienti.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>%n parked</source>
        <translation>
            <numerusform>%n sospeso</numerusform>
            <numerusform>%n sospesi</numerusform>
        </translation>
    </message>
    <message>
        <source>Catalogue {share}%</source>
        <translation>Catalogo {share}%</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Giornata</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasti</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Chiaro o scuro</translation>
    </message>
    <message>
        <source>Lock the register</source>
        <translation>Blocca la cassa</translation>
    </message>
    <message>
        <source>Register {label}</source>
        <translation>Cassa {label}</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Discounts</source>
        <translation>Sconti</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Articoli</translation>
    </message>
    <message>
        <source>Paid online</source>
        <translation>Pagato online</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>Arrotondamento</translation>
    </message>
    <message>
        <source>Ship home</source>
        <translation>Spedisci a casa</translation>
    </message>
    <message>
        <source>Shipping</source>
        <translation>Spedizione</translation>
    </message>
    <message>
        <source>Take now</source>
        <translation>Prendi ora</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>IVA</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>Da pagare</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Totale</translation>
    </message>
    <message>
        <source>of which tax</source>
        <translation>di cui IVA</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Finish or cancel the payment first.</source>
        <translation>Prima concludi o annulla il pagamento.</translation>
    </message>
    <message>
        <source>Locked. The cart is kept.</source>
        <translation>Cassa bloccata. Il carrello resta.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>A manager&apos;s PIN unlocks it. Sales are safe.</source>
        <translation>Il PIN di un responsabile la sblocca. Le vendite sono al sicuro.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Serve un nome.</translation>
    </message>
    <message>
        <source>A recorded sale was changed from outside: entry {number}.</source>
        <translation>Una vendita registrata è stata cambiata dall&apos;esterno: voce {number}.</translation>
    </message>
    <message>
        <source>A second copy of this register has sold, too.</source>
        <translation>Anche una seconda copia di questa cassa ha venduto.</translation>
    </message>
    <message>
        <source>Another program holds this register&apos;s data.</source>
        <translation>Un altro programma tiene occupati i dati di questa cassa.</translation>
    </message>
    <message>
        <source>Another register is taking payment for this cart.</source>
        <translation>Un&apos;altra cassa sta incassando questo carrello.</translation>
    </message>
    <message>
        <source>Ask the person who looks after the shop&apos;s settings.</source>
        <translation>Chiedi a chi cura le impostazioni del negozio.</translation>
    </message>
    <message>
        <source>Ask the terminal; never charge again before it answers.</source>
        <translation>Chiedi al terminale; mai addebitare di nuovo prima che risponda.</translation>
    </message>
    <message>
        <source>Check it, or leave it empty.</source>
        <translation>Controllalo, o lascialo vuoto.</translation>
    </message>
    <message>
        <source>Check the number; abroad it starts with + and the country.</source>
        <translation>Controlla il numero; all&apos;estero inizia con + e il prefisso.</translation>
    </message>
    <message>
        <source>Choose an address and a method, or take it now.</source>
        <translation>Scegli indirizzo e metodo, o prendi ora.</translation>
    </message>
    <message>
        <source>Completed sales are safe. The cart is still here: go on, or park it. The details are in the log.</source>
        <translation>Le vendite concluse sono al sicuro. Il carrello è ancora qui: continua o sospendilo. I dettagli sono nel registro.</translation>
    </message>
    <message>
        <source>Every sale is safe and counts once; receipt numbers begin anew here. Switch the other copy off, and call help.</source>
        <translation>Ogni vendita è al sicuro e conta una volta; qui i numeri degli scontrini ricominciano. Spegnere l&apos;altra copia e chiamare assistenza.</translation>
    </message>
    <message>
        <source>Every sale is safe and counts once; receipt numbers begin anew. Is its old disk running somewhere? Switch that off, and call help.</source>
        <translation>Ogni vendita è al sicuro e conta una volta; i numeri degli scontrini ricominciano. Il vecchio disco è in uso da qualche parte? Spegnerlo e chiamare assistenza.</translation>
    </message>
    <message>
        <source>Everything works. Have somebody make room soon.</source>
        <translation>Tutto funziona. Far liberare spazio presto.</translation>
    </message>
    <message>
        <source>It has expired. Pay another way.</source>
        <translation>È scaduto. Paga in altro modo.</translation>
    </message>
    <message>
        <source>It is empty. Pay another way.</source>
        <translation>È esaurito. Paga in altro modo.</translation>
    </message>
    <message>
        <source>It may have been sold at another register.</source>
        <translation>Forse è di un&apos;altra cassa.</translation>
    </message>
    <message>
        <source>No answer from the other side.</source>
        <translation>Nessuna risposta dall&apos;altra parte.</translation>
    </message>
    <message>
        <source>No customer answers to this.</source>
        <translation>Nessun cliente corrisponde.</translation>
    </message>
    <message>
        <source>No product has the code {code}.</source>
        <translation>Nessun prodotto ha il codice {code}.</translation>
    </message>
    <message>
        <source>Nobody knows it. Check the number.</source>
        <translation>Nessuno lo conosce. Controlla il numero.</translation>
    </message>
    <message>
        <source>Nobody knows yet whether the card was charged.</source>
        <translation>Non si sa ancora se la carta è stata addebitata.</translation>
    </message>
    <message>
        <source>Nothing in the cart qualifies for the coupon {coupon}.</source>
        <translation>Nel carrello nulla vale per il coupon {coupon}.</translation>
    </message>
    <message>
        <source>Nothing new is recorded behind it. Stop, and call help.</source>
        <translation>Dopo non si registra più nulla. Fermati e chiedi assistenza.</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask a manager.</source>
        <translation>Nulla è cambiato. Chiedi a un responsabile.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose another file.</source>
        <translation>Nulla è cambiato. Scegliere un altro file.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give less, or ask a manager.</source>
        <translation>Nulla è cambiato. Sconta meno o chiedi a un responsabile.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again.</source>
        <translation>Nulla è cambiato. Riprova.</translation>
    </message>
    <message>
        <source>Nothing was changed. Trying again will not help.</source>
        <translation>Nulla è cambiato. Riprovare non serve.</translation>
    </message>
    <message>
        <source>Nothing was changed. Type it again, for example {sample}.</source>
        <translation>Nulla è cambiato. Scrivi di nuovo, per esempio {sample}.</translation>
    </message>
    <message>
        <source>Nothing was charged. Enter at most what is due.</source>
        <translation>Nessun addebito. Inserisci al massimo il dovuto.</translation>
    </message>
    <message>
        <source>Nothing was charged. Look again.</source>
        <translation>Nessun addebito. Ricontrolla.</translation>
    </message>
    <message>
        <source>Nothing was charged. Try again or pay another way.</source>
        <translation>Nessun addebito. Riprova o paga in altro modo.</translation>
    </message>
    <message>
        <source>Nothing was confirmed. Delete nothing and call help: the last backup can be restored.</source>
        <translation>Nulla è stato confermato. Non cancellare nulla e chiamare assistenza: si può ripristinare l&apos;ultima copia.</translation>
    </message>
    <message>
        <source>Nothing was confirmed; earlier sales are safe and can be read. Call help: it goes on by itself once writing is allowed.</source>
        <translation>Nulla è stato confermato; le vendite precedenti sono al sicuro e leggibili. Chiamare assistenza: riprende da sola appena si può scrivere.</translation>
    </message>
    <message>
        <source>Nothing was confirmed; earlier sales are safe and can be read. Make room on the disk: it goes on by itself.</source>
        <translation>Nulla è stato confermato; le vendite precedenti sono al sicuro e leggibili. Liberare spazio sul disco: poi riprende da sola.</translation>
    </message>
    <message>
        <source>Nothing was confirmed; earlier sales are safe. Call help.</source>
        <translation>Nulla è confermato; le vendite precedenti sono al sicuro. Chiedi assistenza.</translation>
    </message>
    <message>
        <source>Nothing was confirmed; earlier sales are safe. Call help: the disk may be failing.</source>
        <translation>Nulla è stato confermato; le vendite precedenti sono al sicuro. Chiamare assistenza: il disco potrebbe guastarsi.</translation>
    </message>
    <message>
        <source>Nothing was confirmed; earlier sales are safe. Close that program: it goes on by itself.</source>
        <translation>Nulla è stato confermato; le vendite precedenti sono al sicuro. Chiudere quel programma: poi riprende da sola.</translation>
    </message>
    <message>
        <source>Only cash can be more than the amount due.</source>
        <translation>Solo i contanti possono superare il dovuto.</translation>
    </message>
    <message>
        <source>Only the time on screen and receipts is wrong; sales are safe. Have it set right.</source>
        <translation>È sbagliata solo l&apos;ora sullo schermo e sugli scontrini; le vendite sono al sicuro. Farlo regolare.</translation>
    </message>
    <message>
        <source>Receipt numbers begin anew. Keep the last receipts and card slips, delete nothing, and call help: the disk may be failing.</source>
        <translation>I numeri degli scontrini ripartono da capo. Conserva gli ultimi scontrini e le ricevute delle carte, non cancellare nulla e chiama assistenza: il disco potrebbe essere guasto.</translation>
    </message>
    <message>
        <source>Sales are safe here. Have somebody look at the backups.</source>
        <translation>Le vendite qui sono al sicuro. Far controllare le copie.</translation>
    </message>
    <message>
        <source>Sales are safe. Correct it in the register&apos;s settings.</source>
        <translation>Le vendite sono al sicuro. Correggilo nelle impostazioni della cassa.</translation>
    </message>
    <message>
        <source>Sales are safe. Finish the one at hand, then have room made.</source>
        <translation>Le vendite sono al sicuro. Finire quella in corso, poi far liberare spazio.</translation>
    </message>
    <message>
        <source>Scan again, or ask for the phone number.</source>
        <translation>Leggi di nuovo, o chiedi il telefono.</translation>
    </message>
    <message>
        <source>Scan an item first.</source>
        <translation>Prima leggi un articolo.</translation>
    </message>
    <message>
        <source>See the marked fields.</source>
        <translation>Vedi i campi segnati.</translation>
    </message>
    <message>
        <source>Sell without a name, or add the customer.</source>
        <translation>Vendi senza nome, o aggiungi il cliente.</translation>
    </message>
    <message>
        <source>Something in the cart has just been sold elsewhere.</source>
        <translation>Qualcosa nel carrello è appena stato venduto altrove.</translation>
    </message>
    <message>
        <source>Something is to be shipped, and nobody knows where to.</source>
        <translation>C&apos;è qualcosa da spedire, ma non si sa dove.</translation>
    </message>
    <message>
        <source>Something went wrong in the program.</source>
        <translation>Si è verificato un errore nel programma.</translation>
    </message>
    <message>
        <source>Take another payment first.</source>
        <translation>Prima incassa un altro pagamento.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Non è riuscito.</translation>
    </message>
    <message>
        <source>The PINs kept here cannot be opened on this computer.</source>
        <translation>I PIN conservati qui non si possono aprire su questo computer.</translation>
    </message>
    <message>
        <source>The address is not complete.</source>
        <translation>L&apos;indirizzo non è completo.</translation>
    </message>
    <message>
        <source>The address of a device cannot be right: {address}</source>
        <translation>L&apos;indirizzo di un dispositivo non può essere giusto: {address}</translation>
    </message>
    <message>
        <source>The card payment was cancelled.</source>
        <translation>Il pagamento con carta è stato annullato.</translation>
    </message>
    <message>
        <source>The card was declined.</source>
        <translation>La carta è stata rifiutata.</translation>
    </message>
    <message>
        <source>The cart is unchanged. Scan again, or search by name.</source>
        <translation>Il carrello è invariato. Leggi di nuovo o cerca per nome.</translation>
    </message>
    <message>
        <source>The cart is unchanged. Search by name, or type the code.</source>
        <translation>Il carrello è invariato. Cerca per nome o scrivi il codice.</translation>
    </message>
    <message>
        <source>The central service answered nonsense.</source>
        <translation>Il servizio centrale ha dato una risposta senza senso.</translation>
    </message>
    <message>
        <source>The central service does not agree with this sale.</source>
        <translation>Il servizio centrale non concorda su questa vendita.</translation>
    </message>
    <message>
        <source>The central service does not know this register.</source>
        <translation>Il servizio centrale non conosce questa cassa.</translation>
    </message>
    <message>
        <source>The central service refused this.</source>
        <translation>Il servizio centrale ha rifiutato.</translation>
    </message>
    <message>
        <source>The central service sends them anew: connect, then press Enter. Sales are safe.</source>
        <translation>Il servizio centrale li manda di nuovo: collegati, poi premi Invio. Le vendite sono al sicuro.</translation>
    </message>
    <message>
        <source>The coupon {coupon} is not valid yet.</source>
        <translation>Il coupon {coupon} non è ancora valido.</translation>
    </message>
    <message>
        <source>The coupon {coupon} is over.</source>
        <translation>Il coupon {coupon} è scaduto.</translation>
    </message>
    <message>
        <source>The customer changed the online cart meanwhile.</source>
        <translation>Intanto il cliente ha cambiato il carrello online.</translation>
    </message>
    <message>
        <source>The customer chooses this store on the phone; scan again.</source>
        <translation>Il cliente sceglie questo negozio sul telefono; leggi di nuovo.</translation>
    </message>
    <message>
        <source>The disk is full: the room kept for last sales is in use.</source>
        <translation>Il disco è pieno: si usa lo spazio tenuto per le ultime vendite.</translation>
    </message>
    <message>
        <source>The disk of this register is getting full: {free} MB left.</source>
        <translation>Il disco di questa cassa si sta riempiendo: restano {free} MB.</translation>
    </message>
    <message>
        <source>The gift card cannot be used.</source>
        <translation>Il buono regalo non si può usare.</translation>
    </message>
    <message>
        <source>The label pattern {pattern} cannot work.</source>
        <translation>Lo schema di etichetta {pattern} non può funzionare.</translation>
    </message>
    <message>
        <source>The last sales are gone from this register&apos;s disk.</source>
        <translation>Le ultime vendite sono sparite dal disco di questa cassa.</translation>
    </message>
    <message>
        <source>The phone shows a fresh one every minute: scan that one.</source>
        <translation>Il telefono ne mostra uno nuovo ogni minuto: leggi quello.</translation>
    </message>
    <message>
        <source>The receipt printer does not answer.</source>
        <translation>La stampante degli scontrini non risponde.</translation>
    </message>
    <message>
        <source>The receipt printer has a problem.</source>
        <translation>La stampante degli scontrini ha un problema.</translation>
    </message>
    <message>
        <source>The receipt printer is out of paper.</source>
        <translation>La stampante degli scontrini è senza carta.</translation>
    </message>
    <message>
        <source>The receipt printer&apos;s cover is open.</source>
        <translation>Il coperchio della stampante è aperto.</translation>
    </message>
    <message>
        <source>The sale is safe; the receipt waits and prints later.</source>
        <translation>La vendita è al sicuro; lo scontrino aspetta e si stampa dopo.</translation>
    </message>
    <message>
        <source>The total is different at the central service.</source>
        <translation>Al servizio centrale il totale è diverso.</translation>
    </message>
    <message>
        <source>The total is unchanged.</source>
        <translation>Il totale è invariato.</translation>
    </message>
    <message>
        <source>There is no coupon {coupon}.</source>
        <translation>Il coupon {coupon} non esiste.</translation>
    </message>
    <message>
        <source>There is nothing in the cart.</source>
        <translation>Il carrello è vuoto.</translation>
    </message>
    <message>
        <source>There is still money to pay.</source>
        <translation>C&apos;è ancora da pagare.</translation>
    </message>
    <message>
        <source>These data were written by a newer version.</source>
        <translation>Questi dati sono di una versione più nuova.</translation>
    </message>
    <message>
        <source>They are untouched. Install the newer version.</source>
        <translation>Sono intatti. Installa la versione più nuova.</translation>
    </message>
    <message>
        <source>This PIN is not known here.</source>
        <translation>Questo PIN qui non è noto.</translation>
    </message>
    <message>
        <source>This QR is damaged and cannot be trusted.</source>
        <translation>Questo QR è danneggiato e non è affidabile.</translation>
    </message>
    <message>
        <source>This QR is too old.</source>
        <translation>Questo QR è troppo vecchio.</translation>
    </message>
    <message>
        <source>This QR was already used in this store.</source>
        <translation>Questo QR è già stato usato in questo negozio.</translation>
    </message>
    <message>
        <source>This QR was made for another store.</source>
        <translation>Questo QR è per un altro negozio.</translation>
    </message>
    <message>
        <source>This code cannot be read: {code}</source>
        <translation>Questo codice non si legge: {code}</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} fast.</source>
        <translation>L&apos;orologio di questo computer è avanti di {time}.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {time} slow.</source>
        <translation>L&apos;orologio di questo computer è indietro di {time}.</translation>
    </message>
    <message>
        <source>This file is no backup of this register.</source>
        <translation>Questo file non è una copia di questa cassa.</translation>
    </message>
    <message>
        <source>This online cart has already been paid.</source>
        <translation>Questo carrello online è già stato pagato.</translation>
    </message>
    <message>
        <source>This register cannot write to its disk.</source>
        <translation>Questa cassa non può scrivere sul disco.</translation>
    </message>
    <message>
        <source>This register has no receipt {number}.</source>
        <translation>Questa cassa non ha lo scontrino {number}.</translation>
    </message>
    <message>
        <source>This register is already open in another window.</source>
        <translation>Questa cassa è già aperta in un&apos;altra finestra.</translation>
    </message>
    <message>
        <source>This register may not write to its disk.</source>
        <translation>Questa cassa non può scrivere sul suo disco.</translation>
    </message>
    <message>
        <source>This register was put back to an earlier day.</source>
        <translation>Questa cassa è stata riportata a un giorno precedente.</translation>
    </message>
    <message>
        <source>This register&apos;s data are damaged or cannot be read.</source>
        <translation>I dati di questa cassa sono danneggiati o illeggibili.</translation>
    </message>
    <message>
        <source>This register&apos;s disk answers with errors.</source>
        <translation>Il disco di questa cassa risponde con errori.</translation>
    </message>
    <message>
        <source>This register&apos;s disk is full.</source>
        <translation>Il disco di questa cassa è pieno.</translation>
    </message>
    <message>
        <source>Today&apos;s backup could not be made.</source>
        <translation>Non è stato possibile fare la copia di oggi.</translation>
    </message>
    <message>
        <source>Too many look-ups in a short time.</source>
        <translation>Troppe ricerche in poco tempo.</translation>
    </message>
    <message>
        <source>Too many wrong PINs: the register is locked.</source>
        <translation>Troppi PIN errati: la cassa è bloccata.</translation>
    </message>
    <message>
        <source>Try again in {time}.</source>
        <translation>Riprova tra {time}.</translation>
    </message>
    <message>
        <source>Try again in {time}. Selling goes on.</source>
        <translation>Riprova tra {time}. Si continua a vendere.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Riprova.</translation>
    </message>
    <message>
        <source>Type at least one letter, at most 200.</source>
        <translation>Scrivi almeno una lettera, al massimo 200.</translation>
    </message>
    <message>
        <source>Use that one, or close it first.</source>
        <translation>Usa quella, o prima chiudila.</translation>
    </message>
    <message>
        <source>Wait for the next one on the phone, and scan it.</source>
        <translation>Aspetta il prossimo sul telefono e leggilo.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>Non hai il permesso di farlo.</translation>
    </message>
    <message>
        <source>You can keep selling; it is tried again by itself.</source>
        <translation>Si continua a vendere; il tentativo si ripete da solo.</translation>
    </message>
    <message>
        <source>You can keep selling; sales wait here. Call for help.</source>
        <translation>Si continua a vendere; le vendite aspettano qui. Chiedi assistenza.</translation>
    </message>
    <message>
        <source>You can keep selling; try this again later.</source>
        <translation>Si continua a vendere; riprova più tardi.</translation>
    </message>
    <message>
        <source>You may give at most {limit}.</source>
        <translation>Puoi scontare al massimo {limit}.</translation>
    </message>
    <message>
        <source>“{text}” cannot be read as an amount here.</source>
        <translation>“{text}” qui non è un importo.</translation>
    </message>
    <message>
        <source>“{text}” is not a phone number.</source>
        <translation>“{text}” non è un numero di telefono.</translation>
    </message>
    <message>
        <source>“{text}” is not an e-mail address.</source>
        <translation>“{text}” non è un indirizzo e-mail.</translation>
    </message>
</context>
<context>
    <name>Bars</name>
    <message>
        <source>Nothing yet</source>
        <translation>Ancora nulla</translation>
    </message>
</context>
<context>
    <name>Switching</name>
    <message>
        <source>Cart parked. Its key brings it back.</source>
        <translation>Carrello sospeso. Lo stesso tasto lo riprende.</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>instead of {what}</source>
        <translation>invece di {what}</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>non è qui</translation>
    </message>
    <message>
        <source>online price kept: {what}</source>
        <translation>prezzo online {what}</translation>
    </message>
    <message>
        <source>only {what} here</source>
        <translation>solo {what} qui</translation>
    </message>
    <message>
        <source>price on the label</source>
        <translation>prezzo sull&apos;etichetta</translation>
    </message>
    <message>
        <source>promotion kept: {what}</source>
        <translation>promozione tenuta: {what}</translation>
    </message>
    <message>
        <source>promotion over: {what}</source>
        <translation>promozione finita: {what}</translation>
    </message>
    <message>
        <source>today&apos;s price; online {what}</source>
        <translation>prezzo di oggi; online {what}</translation>
    </message>
</context>
<context>
    <name>attention</name>
    <message>
        <source>A copy of it has sold on. See which of the two is the real one.</source>
        <translation>Una sua copia ha continuato a vendere. Verifica quale delle due è quella vera.</translation>
    </message>
    <message>
        <source>A copy of this register</source>
        <translation>Una copia di questa cassa</translation>
    </message>
    <message>
        <source>A copy sells, too</source>
        <translation>Vende anche una copia</translation>
    </message>
    <message>
        <source>A message to the centre</source>
        <translation>Un messaggio al centro</translation>
    </message>
    <message>
        <source>A receipt to be sent to the customer</source>
        <translation>Uno scontrino da inviare al cliente</translation>
    </message>
    <message>
        <source>A register of this store</source>
        <translation>Una cassa di questo negozio</translation>
    </message>
    <message>
        <source>An online cart to be given back</source>
        <translation>Un carrello online da restituire</translation>
    </message>
    <message>
        <source>Another sale has the same receipt number. Both stand.</source>
        <translation>Un&apos;altra vendita ha lo stesso numero di scontrino. Restano valide entrambe.</translation>
    </message>
    <message>
        <source>Cannot be sent</source>
        <translation>Non si può spedire</translation>
    </message>
    <message>
        <source>Card payments to settle</source>
        <translation>Pagamenti con carta da chiarire</translation>
    </message>
    <message>
        <source>Did not fit</source>
        <translation>Non corrisponde</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Indirizzo e-mail</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Esporta l&apos;elenco</translation>
    </message>
    <message>
        <source>Found, or explained</source>
        <translation>Trovato, o chiarito</translation>
    </message>
    <message>
        <source>In your words (if any)</source>
        <translation>Con parole tue (facoltativo)</translation>
    </message>
    <message>
        <source>It could not be read there.</source>
        <translation>Il centro non ha potuto leggerlo.</translation>
    </message>
    <message>
        <source>It has been looked into</source>
        <translation>È stato controllato</translation>
    </message>
    <message>
        <source>It is kept here and never dropped.</source>
        <translation>Resta qui e non va mai perso.</translation>
    </message>
    <message>
        <source>It is too large for the centre.</source>
        <translation>È troppo grande per il centro.</translation>
    </message>
    <message>
        <source>Its books were restored from a backup. Count its receipts.</source>
        <translation>I suoi dati sono stati ripristinati da un backup. Conta i suoi scontrini.</translation>
    </message>
    <message>
        <source>Its pieces had been set aside, but only for a quarter of an hour, and are gone. Find others, or refund them.</source>
        <translation>I pezzi erano stati messi da parte, ma solo per un quarto d&apos;ora, e non ci sono più. Trovane altri, o rimborsali.</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Guardali</translation>
    </message>
    <message>
        <source>Money given back</source>
        <translation>Denaro restituito</translation>
    </message>
    <message>
        <source>More was counted as paid online than there was. Ask the customer.</source>
        <translation>È stato conteggiato come pagato online più di quanto ci fosse. Chiedi al cliente.</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Da controllare</translation>
    </message>
    <message>
        <source>No longer set aside</source>
        <translation>Non più da parte</translation>
    </message>
    <message>
        <source>Nobody is charged again. Ask the terminal what became of them, use them for a sale, or note their refund.</source>
        <translation>Nessuno viene addebitato di nuovo. Chiedi al terminale che fine hanno fatto, usali per una vendita o annota il rimborso.</translation>
    </message>
    <message>
        <source>Not in stock</source>
        <translation>Non risulta</translation>
    </message>
    <message>
        <source>Not known there</source>
        <translation>Sconosciuto al centro</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Non compreso</translation>
    </message>
    <message>
        <source>Nothing waits for you at this register.</source>
        <translation>Su questa cassa non c’è niente che ti aspetti.</translation>
    </message>
    <message>
        <source>Number used before</source>
        <translation>Numero già usato</translation>
    </message>
    <message>
        <source>Online cart unknown</source>
        <translation>Carrello online ignoto</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>Pagato due volte</translation>
    </message>
    <message>
        <source>Perhaps not printed</source>
        <translation>Forse non stampato</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Stampa una copia</translation>
    </message>
    <message>
        <source>Promise used before</source>
        <translation>Promessa già usata</translation>
    </message>
    <message>
        <source>Promised to be sent, but no location has such a piece. Find one, offer another, or refund it.</source>
        <translation>Promesso in spedizione, ma nessuna sede ne ha. Trovane uno, offri un altro articolo, o rimborsalo.</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Scontrino {number}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rifiutato</translation>
    </message>
    <message>
        <source>Refused by the centre</source>
        <translation>Rifiutato dal centro</translation>
    </message>
    <message>
        <source>Replaced by something else</source>
        <translation>Sostituito con altro</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>Ripristinata da una copia</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Vendita {number}</translation>
    </message>
    <message>
        <source>Sales that this register lost</source>
        <translation>Vendite perse da questa cassa</translation>
    </message>
    <message>
        <source>Same receipt number</source>
        <translation>Stesso numero di scontrino</translation>
    </message>
    <message>
        <source>Say in your words what it is.</source>
        <translation>Scrivi con parole tue che cosa.</translation>
    </message>
    <message>
        <source>Say what became of it</source>
        <translation>Di&apos; com&apos;è andata a finire</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>Invia di nuovo</translation>
    </message>
    <message>
        <source>Settled by {name}: {what}</source>
        <translation>Risolto da {name}: {what}</translation>
    </message>
    <message>
        <source>Settled lately</source>
        <translation>Risolti di recente</translation>
    </message>
    <message>
        <source>Since {time}, for {age}.</source>
        <translation>Dal {time}, da {age}.</translation>
    </message>
    <message>
        <source>Since {time}.</source>
        <translation>Dal {time}.</translation>
    </message>
    <message>
        <source>Sold, but the centre knew of no such piece. Count it.</source>
        <translation>Venduto, ma al centro questo pezzo non risultava. Contalo.</translation>
    </message>
    <message>
        <source>Something about it did not fit.</source>
        <translation>Qualcosa non corrispondeva.</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>Something else has the same number there.</source>
        <translation>Al centro qualcos&apos;altro ha lo stesso numero.</translation>
    </message>
    <message>
        <source>Something reserved to be given back</source>
        <translation>Una riserva da restituire</translation>
    </message>
    <message>
        <source>The centre asks to look into it</source>
        <translation>Il centro chiede di verificare</translation>
    </message>
    <message>
        <source>The centre does not answer now. This is what it said at {time}; it can be settled when it is back.</source>
        <translation>Il centro ora non risponde. Questo è quanto ha detto il {time}; si potrà risolvere quando torna.</translation>
    </message>
    <message>
        <source>The centre gives this reason:</source>
        <translation>Il centro dà questo motivo:</translation>
    </message>
    <message>
        <source>The customer has it</source>
        <translation>Il cliente ce l&apos;ha</translation>
    </message>
    <message>
        <source>The customer was told</source>
        <translation>Il cliente è stato avvisato</translation>
    </message>
    <message>
        <source>The gift card or credit was no longer set aside. Charge it again.</source>
        <translation>Il buono regalo o il credito non era più riservato. Addebitalo di nuovo.</translation>
    </message>
    <message>
        <source>The online cart is not known at the centre.</source>
        <translation>Il centro non conosce il carrello online.</translation>
    </message>
    <message>
        <source>The online cart was paid twice. Refund one of the two payments.</source>
        <translation>Il carrello online è stato pagato due volte. Rimborsa uno dei due pagamenti.</translation>
    </message>
    <message>
        <source>The printer was interrupted twice. The sale is safe; the paper may be incomplete.</source>
        <translation>La stampante è stata interrotta due volte. La vendita è al sicuro; lo scontrino può essere incompleto.</translation>
    </message>
    <message>
        <source>The promise had been used before.</source>
        <translation>La promessa era già stata usata.</translation>
    </message>
    <message>
        <source>To be charged again</source>
        <translation>Da addebitare di nuovo</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Troppo grande</translation>
    </message>
    <message>
        <source>Too much counted as paid</source>
        <translation>Conteggiato troppo online</translation>
    </message>
    <message>
        <source>What became of it?</source>
        <translation>Com&apos;è andata a finire?</translation>
    </message>
    <message>
        <source>What it is about is not known there.</source>
        <translation>Il centro non sa di cosa si tratta.</translation>
    </message>
    <message>
        <source>Which sales of this store the centre has questions about, only the centre knows. It does not answer now.</source>
        <translation>Su quali vendite di questo negozio ci siano domande lo sa solo il centro, che ora non risponde.</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>e altre {number}</translation>
    </message>
    <message>
        <source>{number} of {product}</source>
        <translation>{number} di {product}</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Exported</source>
        <translation>Esportato</translation>
    </message>
    <message>
        <source>It is sent again.</source>
        <translation>Viene inviato di nuovo.</translation>
    </message>
    <message>
        <source>The copy is being printed.</source>
        <translation>La copia è in stampa.</translation>
    </message>
</context>
<context>
    <name>AmountEntry</name>
    <message>
        <source>Amount</source>
        <translation>Importo</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Esatto</translation>
    </message>
    <message>
        <source>Received: {amount}</source>
        <translation>Ricevuto: {amount}</translation>
    </message>
</context>
<context>
    <name>Requoting</name>
    <message>
        <source>{method} now costs {after}, was {before}</source>
        <translation>{method} ora costa {after}, prima {before}</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>Finish or cancel the payment first.</source>
        <translation>Prima concludi o annulla il pagamento.</translation>
    </message>
</context>
<context>
    <name>SettingAside</name>
    <message>
        <source>Asking for the gift card</source>
        <translation>Verifica del buono regalo</translation>
    </message>
    <message>
        <source>Asking for the store credit</source>
        <translation>Verifica del credito</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Report kept: {file}</source>
        <translation>Rapporto salvato: {file}</translation>
    </message>
    <message>
        <source>The report cannot be kept: its file cannot be written.</source>
        <translation>Il rapporto non può essere salvato: il file non si può scrivere.</translation>
    </message>
</context>
<context>
    <name>GiftCardEntry</name>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Number on the gift card</source>
        <translation>Numero del buono regalo</translation>
    </message>
    <message>
        <source>Type the number, or scan the card.</source>
        <translation>Scrivi il numero o leggi il buono.</translation>
    </message>
    <message>
        <source>Use the gift card</source>
        <translation>Usa il buono regalo</translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Card</source>
        <translation>Carta</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Contanti</translation>
    </message>
    <message>
        <source>Complete the sale</source>
        <translation>Concludi la vendita</translation>
    </message>
    <message>
        <source>Gift card</source>
        <translation>Buono regalo</translation>
    </message>
    <message>
        <source>Gift card: not offline</source>
        <translation>Buono regalo: non offline</translation>
    </message>
    <message>
        <source>No card terminal is set up.</source>
        <translation>Nessun terminale per carte configurato.</translation>
    </message>
    <message>
        <source>Store credit</source>
        <translation>Credito</translation>
    </message>
    <message>
        <source>Store credit: not offline</source>
        <translation>Credito: non offline</translation>
    </message>
    <message>
        <source>The centre is away, and only it knows what is left on them. Cash and cards work.</source>
        <translation>Il centro non risponde, e solo lì si sa quanto resta. Contanti e carte funzionano.</translation>
    </message>
</context>
<context>
    <name>LookingUp</name>
    <message>
        <source>Nobody answers to this yet.</source>
        <translation>Ancora nessun cliente con questi dati.</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>All</source>
        <translation>Tutti</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>Tutti i canali</translation>
    </message>
</context>
<context>
    <name>doubts</name>
    <message>
        <source>Products and pieces as last received.</source>
        <translation>Articoli e pezzi come ricevuti l’ultima volta.</translation>
    </message>
    <message>
        <source>Products and pieces as of {time}.</source>
        <translation>Articoli e pezzi al {time}.</translation>
    </message>
    <message>
        <source>centre away: at most {number} can be promised</source>
        <translation>centro assente: se ne possono promettere al massimo {number}</translation>
    </message>
    <message>
        <source>only {number} known here</source>
        <translation>qui ne risultano solo {number}</translation>
    </message>
</context>
<context>
    <name>FinishingScreen</name>
    <message>
        <source>Finishing…</source>
        <translation>Sto finendo…</translation>
    </message>
    <message>
        <source>What was done here is being written. The window closes by itself.</source>
        <translation>Quel che è stato fatto qui viene registrato. La finestra si chiude da sé.</translation>
    </message>
</context>
</TS>
