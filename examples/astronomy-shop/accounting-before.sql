-- The tables of accounting as init.sql of the OpenTelemetry demo (Apache-2.0) makes them, retold: names, columns, keys.
CREATE SCHEMA accounting;

CREATE TABLE accounting."order" (
    order_id text PRIMARY KEY
);

CREATE TABLE accounting.shipping (
    shipping_tracking_id text PRIMARY KEY,
    shipping_cost_currency_code text NOT NULL,
    shipping_cost_units bigint NOT NULL,
    shipping_cost_nanos integer NOT NULL,
    street_address text,
    city text,
    state text,
    country text,
    zip_code text,
    order_id text NOT NULL REFERENCES accounting."order" (order_id) ON DELETE CASCADE
);

CREATE TABLE accounting.orderitem (
    item_cost_currency_code text NOT NULL,
    item_cost_units bigint NOT NULL,
    item_cost_nanos integer NOT NULL,
    product_id text NOT NULL,
    quantity integer NOT NULL,
    order_id text NOT NULL REFERENCES accounting."order" (order_id) ON DELETE CASCADE,
    PRIMARY KEY (order_id, product_id)
);
