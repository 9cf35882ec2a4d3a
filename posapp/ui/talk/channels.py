"""How each channel is marked: an icon, a word and a colour, never the colour alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from posapp.domain.conversation import Channel, Conversation
from posapp.ui import style
from posapp.ui.tokens import Tone

translate = QCoreApplication.translate

_ICONS = {
    Channel.WHATSAPP: "whatsapp",
    Channel.MESSENGER: "messenger",
    Channel.INSTAGRAM: "instagram",
    Channel.WEBCHAT: "chat",
    Channel.SMS: "sms",
    Channel.EMAIL: "mail",
    Channel.CALL: "phone",
}
_ON_LIGHT = {
    Channel.WHATSAPP: "#0f7a45",
    Channel.MESSENGER: "#1c6fe0",
    Channel.INSTAGRAM: "#b5307a",
    Channel.WEBCHAT: "#566176",
    Channel.SMS: "#5b51c9",
    Channel.EMAIL: "#7a5a12",
    Channel.CALL: "#0e6f7d",
}
_ON_DARK = {
    Channel.WHATSAPP: "#4fd68a",
    Channel.MESSENGER: "#7db4ff",
    Channel.INSTAGRAM: "#f58cc0",
    Channel.WEBCHAT: "#9ba7ba",
    Channel.SMS: "#b3abff",
    Channel.EMAIL: "#e3c069",
    Channel.CALL: "#6fd3e0",
}


def icon(channel: Channel) -> str:
    """The icon's name."""
    return _ICONS[channel]


def colour(channel: Channel) -> str:
    """The mark's colour in the theme that is on."""
    return (_ON_DARK if style.palette().dark else _ON_LIGHT)[channel]


def name(channel: Channel) -> str:
    """The channel in words."""
    return {
        Channel.WHATSAPP: "WhatsApp",
        Channel.MESSENGER: "Messenger",
        Channel.INSTAGRAM: "Instagram",
        Channel.WEBCHAT: translate("talk", "Web chat"),
        Channel.SMS: "SMS",
        Channel.EMAIL: translate("talk", "E-mail"),
        Channel.CALL: translate("talk", "Phone call"),
    }[channel]


def lasting(time: timedelta) -> str:
    """A stretch of time in its two largest units: ``6 h 12 m``, ``2 d 3 h``, ``40 m``."""
    minutes = max(int(time.total_seconds()) // 60, 0)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return translate("talk", "{days} d {hours} h").format(days=days, hours=hours)
    if hours:
        return translate("talk", "{hours} h {minutes} m").format(hours=hours, minutes=rest)
    return translate("talk", "{minutes} m").format(minutes=rest)


def reply_words(conversation: Conversation, now: datetime) -> tuple[str, Tone]:
    """Whether the customer may be answered on this channel, and until when it is free."""
    if not conversation.can_reply:
        return translate("talk", "Reply: not on this channel"), Tone.NEUTRAL
    until = conversation.reply_until
    if conversation.templates_only or (until is not None and until <= now):
        return translate("talk", "Reply: templates only"), Tone.WARN
    if until is None:
        return translate("talk", "Reply: free"), Tone.GOOD
    left = lasting(until - now)
    return translate("talk", "Reply: free {time}").format(time=left), Tone.GOOD
