"""Everything that the centre keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from posapp.hub.migrations.columns import key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915  # one statement per table

    op.create_table(
        "cart",
        sa.Column("id", key(64), nullable=False),
        sa.Column("number", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("coupons", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("leased_by", key(64), nullable=False),
        sa.Column("leased_to", sa.String(length=64), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paying", key(64), nullable=False),
        sa.Column("continues", key(64), nullable=True),
        sa.Column("closed_by", key(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'checked_out', 'cancelled')", name=op.f("ck_cart_state")
        ),
        sa.CheckConstraint("paid_minor >= 0", name=op.f("ck_cart_paid")),
        sa.ForeignKeyConstraint(["continues"], ["cart.id"], name=op.f("fk_cart_continues")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart")),
        sa.UniqueConstraint("continues", name=op.f("uq_cart_continues")),
        sa.UniqueConstraint("number", name=op.f("uq_cart_number")),
    )
    with op.batch_alter_table("cart", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cart_customer_state"), ["customer", "state"], unique=False
        )

    op.create_table(
        "catalogue_mark",
        sa.Column("sku", key(64), nullable=False),
        sa.Column("location", key(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sku", "location", name=op.f("pk_catalogue_mark")),
    )
    with op.batch_alter_table("catalogue_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogue_mark_number"), ["number"], unique=False)

    op.create_table(
        "catalogue_number",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_catalogue_number_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_catalogue_number")),
    )
    op.create_table(
        "checkout",
        sa.Column("id", key(64), nullable=False),
        sa.Column("register", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkout")),
    )
    op.create_table(
        "coupon_use",
        sa.Column("code", key(40), nullable=False),
        sa.Column("sale", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "sale", name=op.f("pk_coupon_use")),
    )
    op.create_table(
        "customer",
        sa.Column("id", key(64), nullable=False),
        sa.Column("token_id", key(24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", key(254), nullable=False),
        sa.Column("card", key(40), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("consents", sa.Text(), nullable=False),
        sa.Column("addresses", sa.Text(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=True),
        sa.Column("credit_currency", sa.String(length=3), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("credit_minor >= 0", name=op.f("ck_customer_credit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("token_id", name=op.f("uq_customer_token_id")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_card"), ["card"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_email_key"), ["email_key"], unique=False)

    op.create_table(
        "customer_order",
        sa.Column("id", key(64), nullable=False),
        sa.Column("number", key(160), nullable=False),
        sa.Column("receipt", key(160), nullable=True),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_order")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_order_number")),
        sa.UniqueConstraint("receipt", name=op.f("uq_customer_order_receipt")),
    )
    with op.batch_alter_table("customer_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_order_customer_placed_at_id"),
            ["customer", "placed_at", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_customer_order_store"), ["store"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("of", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_store_at"), ["store", "at"], unique=False)

    op.create_table(
        "gift_card",
        sa.Column("digest", key(64), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint("balance_minor >= 0", name=op.f("ck_gift_card_not_below_zero")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_gift_card")),
    )
    op.create_table(
        "hold",
        sa.Column("id", key(64), nullable=False),
        sa.Column("register", key(64), nullable=False),
        sa.Column("gift_card", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('held', 'captured', 'released')", name=op.f("ck_hold_state")
        ),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_hold_not_below_zero")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_table(
        "image",
        sa.Column("name", key(200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(content) <= 1048576", name=op.f("ck_image_size")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_image")),
    )
    op.create_table(
        "look",
        sa.Column("id", key(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("register", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("clerk", key(64), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_look_customer_at"), ["customer", "at"], unique=False
        )

    op.create_table(
        "look_rate",
        sa.Column("register", key(64), nullable=False),
        sa.Column("clerk", key(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("register", "clerk", name=op.f("pk_look_rate")),
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", key(64), nullable=False),
        sa.Column("register", key(64), nullable=False),
        sa.Column("sale", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    op.create_table(
        "product",
        sa.Column("sku", key(64), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("gtin", key(14), nullable=False),
        sa.Column("style", key(64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_product")),
    )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_gtin"), ["gtin"], unique=False)
        batch_op.create_index(batch_op.f("ix_product_rank_sku"), ["rank", "sku"], unique=False)
        batch_op.create_index(batch_op.f("ix_product_style"), ["style"], unique=False)

    op.create_table(
        "promotion",
        sa.Column("id", key(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    op.create_table(
        "redeemed_token",
        sa.Column("store", key(64), nullable=False),
        sa.Column("nonce", key(16), nullable=False),
        sa.Column("visit", key(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("store", "nonce", name=op.f("pk_redeemed_token")),
    )
    op.create_table(
        "sale",
        sa.Column("id", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("register", key(64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("receipt", key(160), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", key(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale")),
        sa.UniqueConstraint("receipt", name=op.f("uq_sale_receipt")),
        sa.UniqueConstraint(
            "register", "epoch", "number", name=op.f("uq_sale_register_epoch_number")
        ),
    )
    with op.batch_alter_table("sale", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sale_customer"), ["customer"], unique=False)

    op.create_table(
        "sale_conflict",
        sa.Column("sale", key(64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("of", key(64), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sale", "kind", "of", name=op.f("pk_sale_conflict")),
    )
    op.create_table(
        "shortage",
        sa.Column("sale", key(64), nullable=False),
        sa.Column("sku", key(64), nullable=False),
        sa.Column("location", key(64), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sale", "sku", "location", name=op.f("pk_shortage")),
    )
    op.create_table(
        "stock",
        sa.Column("sku", key(64), nullable=False),
        sa.Column("location", key(64), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_not_below_zero")),
        sa.CheckConstraint(
            "reserved >= 0 AND reserved <= on_hand", name=op.f("ck_stock_reserved_is_here")
        ),
        sa.PrimaryKeyConstraint("sku", "location", name=op.f("pk_stock")),
    )
    op.create_table(
        "stock_movement",
        sa.Column("sku", key(64), nullable=False),
        sa.Column("location", key(64), nullable=False),
        sa.Column("cause", key(96), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('received', 'sold', 'adjusted')", name=op.f("ck_stock_movement_kind")
        ),
        sa.PrimaryKeyConstraint(
            "sku", "location", "cause", "kind", name=op.f("pk_stock_movement")
        ),
    )
    op.create_table(
        "store",
        sa.Column("id", key(64), nullable=False),
        sa.Column("chain", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("shipping", sa.Text(), nullable=False),
        sa.Column("receipt_header", sa.String(length=2000), nullable=False),
        sa.Column("receipt_footer", sa.String(length=2000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
    )
    op.create_table(
        "tax_rules",
        sa.Column("country", key(2), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("country", name=op.f("pk_tax_rules")),
    )
    op.create_table(
        "token_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("private", sa.LargeBinary(length=32), nullable=False),
        sa.Column("public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_token_key")),
    )
    op.create_table(
        "write",
        sa.Column("register", key(64), nullable=False),
        sa.Column("key", key(64), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("register", "key", name=op.f("pk_write")),
    )
    op.create_table(
        "cart_line",
        sa.Column("cart", key(64), nullable=False),
        sa.Column("sku", key(64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("variant", sa.String(length=300), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_minor", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 9999", name=op.f("ck_cart_line_quantity")),
        sa.ForeignKeyConstraint(["cart"], ["cart.id"], name=op.f("fk_cart_line_cart")),
        sa.PrimaryKeyConstraint("cart", "sku", name=op.f("pk_cart_line")),
    )
    op.create_table(
        "cart_operation",
        sa.Column("id", key(64), nullable=False),
        sa.Column("cart", key(64), nullable=False),
        sa.Column("digest", key(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cart"], ["cart.id"], name=op.f("fk_cart_operation_cart")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_operation")),
    )
    with op.batch_alter_table("cart_operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cart_operation_cart"), ["cart"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("id", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("can_reply", sa.Boolean(), nullable=False),
        sa.Column("reply_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_conversation_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conversation_customer"), ["customer"], unique=False
        )

    op.create_table(
        "customer_phone",
        sa.Column("customer", key(64), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("raw", sa.String(length=64), nullable=False),
        sa.Column("e164", key(20), nullable=True),
        sa.Column("region", sa.String(length=2), nullable=False),
        sa.Column("backwards", key(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_customer_phone_customer")
        ),
        sa.PrimaryKeyConstraint("customer", "place", name=op.f("pk_customer_phone")),
    )
    with op.batch_alter_table("customer_phone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_phone_backwards"), ["backwards"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_customer_phone_e164"), ["e164"], unique=False)

    op.create_table(
        "customer_word",
        sa.Column("word", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_customer_word_customer")
        ),
        sa.PrimaryKeyConstraint("word", "customer", name=op.f("pk_customer_word")),
    )
    with op.batch_alter_table("customer_word", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_word_customer"), ["customer"], unique=False
        )

    op.create_table(
        "enrolment_code",
        sa.Column("digest", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_by", key(64), nullable=True),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["store.id"], name=op.f("fk_enrolment_code_store")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_enrolment_code")),
    )
    op.create_table(
        "online_payment",
        sa.Column("id", key(64), nullable=False),
        sa.Column("cart", key(64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_online_payment_some")),
        sa.ForeignKeyConstraint(["cart"], ["cart.id"], name=op.f("fk_online_payment_cart")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_payment")),
    )
    with op.batch_alter_table("online_payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_online_payment_cart"), ["cart"], unique=False)

    op.create_table(
        "ordered_product",
        sa.Column("order", key(64), nullable=False),
        sa.Column("sku", key(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["order"], ["customer_order.id"], name=op.f("fk_ordered_product_order")
        ),
        sa.PrimaryKeyConstraint("order", "sku", name=op.f("pk_ordered_product")),
    )
    with op.batch_alter_table("ordered_product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ordered_product_sku"), ["sku"], unique=False)

    op.create_table(
        "person",
        sa.Column("store", key(64), nullable=False),
        sa.Column("id", key(64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("verifier", sa.String(length=300), nullable=False),
        sa.Column("discount_limit_ppm", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["store"], ["store.id"], name=op.f("fk_person_store")),
        sa.PrimaryKeyConstraint("store", "id", name=op.f("pk_person")),
    )
    op.create_table(
        "promise",
        sa.Column("id", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("message", key(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("percent_ppm", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("amount_currency", sa.String(length=3), nullable=True),
        sa.Column("skus", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer"], ["customer.id"], name=op.f("fk_promise_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_customer"), ["customer"], unique=False)

    op.create_table(
        "register",
        sa.Column("id", key(64), nullable=False),
        sa.Column("store", key(64), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store"], ["store.id"], name=op.f("fk_register_store")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )
    with op.batch_alter_table("register", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_store"), ["store"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("checkout", key(64), nullable=False),
        sa.Column("sku", key(64), nullable=False),
        sa.Column("location", key(64), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'claimed', 'released', 'expired')",
            name=op.f("ck_reservation_state"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_reservation_some")),
        sa.ForeignKeyConstraint(
            ["checkout"], ["checkout.id"], name=op.f("fk_reservation_checkout")
        ),
        sa.PrimaryKeyConstraint("checkout", "sku", "location", name=op.f("pk_reservation")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index("ix_reservation_sku_state", ["sku", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reservation_state_expires_at"), ["state", "expires_at"], unique=False
        )

    op.create_table(
        "message",
        sa.Column("id", key(64), nullable=False),
        sa.Column("conversation", key(64), nullable=False),
        sa.Column("customer", key(64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sort_key", key(96), nullable=False),
        sa.Column("skus", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("reactions", sa.Text(), nullable=False),
        sa.Column("reply_to", key(64), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("delivery", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversation.id"], name=op.f("fk_message_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_customer_sort_key"), ["customer", "sort_key"], unique=True
        )

    # ### end Alembic commands ###


def downgrade() -> None:
    raise NotImplementedError("a shop restores a backup instead")
