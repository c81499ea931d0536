"""The first two steps of Aduan's conversation, as somebody would write them in an afternoon: a greeting
that asks for consent, and the menu once it is given. What was agreed to is kept in SQLite, on the disk
before it is answered, and an update that comes twice is answered once. `bench --bin telegram` measures
Aduan beside it.

What it does not do: the update is only in memory when Telegram is told that it was taken, so a crash
loses it, and so does a reply that Telegram does not take.
"""

import logging
import os
import sqlite3

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

GREETING = (
    "Halo! 👋 Ini layanan pengaduan warga <b>Kota Lestari</b>. Saya asisten otomatis.\n\n"
    "Supaya laporan bisa ditangani, kami menyimpan akun chat Anda, isi laporan, foto, dan lokasinya. "
    "Yang tampil untuk umum tidak memuat nama Anda.\n\n"
    "Keadaan darurat? Hubungi <b>112</b>.\nSetuju dan lanjut?"
)
MENU = "Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu."
CHOICES = [
    "Buat laporan",
    "Laporan saya",
    "Cek nomor laporan",
    "Laporan di sekitar",
    "Cari laporan publik",
    "Masuk",
    "Bahasa & kabar",
    "Bantuan",
]

store = sqlite3.connect(os.environ["STORE"], isolation_level=None)
store.execute("PRAGMA journal_mode = WAL")
store.execute("PRAGMA synchronous = FULL")
store.execute("CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY)")
store.execute("CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, language TEXT, agreed TEXT)")


def buttons(labels: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)] for label in labels])


def is_new(update: Update, statement: str, values: tuple) -> bool:
    """Notes what was done, and that this update did it."""
    store.execute("BEGIN IMMEDIATE")
    new = store.execute("INSERT OR IGNORE INTO seen VALUES (?)", (update.update_id,)).rowcount == 1
    if new:
        store.execute(statement, values)
    store.execute("COMMIT")
    return new


async def greet(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    user = update.effective_user
    known = "INSERT OR IGNORE INTO person VALUES (?, ?, NULL)"
    if is_new(update, known, (user.id, user.language_code)):
        choices = buttons(["Setuju, lanjut", "English", "Tidak setuju"])
        await update.effective_chat.send_message(
            GREETING, parse_mode=ParseMode.HTML, reply_markup=choices
        )


async def agree(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.answer()
    agreed = "UPDATE person SET agreed = datetime('now') WHERE id = ?"
    if is_new(update, agreed, (update.effective_user.id,)):
        await query.edit_message_reply_markup(None)
        await update.effective_chat.send_message(MENU, reply_markup=buttons(CHOICES))


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    pace = AIORateLimiter(overall_max_rate=25, overall_time_period=1)
    builder = Application.builder().token(os.environ["TOKEN"]).base_url(f"{os.environ['API_URL']}/bot")
    application = builder.rate_limiter(pace).concurrent_updates(True).build()
    application.add_handler(CallbackQueryHandler(agree))
    application.add_handler(MessageHandler(filters.TEXT, greet))
    application.run_webhook(
        listen="127.0.0.1",
        port=int(os.environ["PORT"]),
        url_path="webhook",
        webhook_url=f"{os.environ['PUBLIC_URL']}/webhook",
        secret_token=os.environ["SECRET"],
        allowed_updates=["message", "callback_query"],
    )


if __name__ == "__main__":
    main()
