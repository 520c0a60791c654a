-- The tables of the template up to June 2024, when ids were whole numbers: what its Alembic versions e2412789c190 and 9c0a54914c78 make
-- (fastapi/full-stack-fastapi-template, MIT), retold.
CREATE TABLE "user" (
    id serial PRIMARY KEY,
    email varchar(255) NOT NULL,
    is_active boolean NOT NULL,
    is_superuser boolean NOT NULL,
    full_name varchar(255),
    hashed_password varchar NOT NULL
);
CREATE UNIQUE INDEX ix_user_email ON "user" (email);

CREATE TABLE item (
    id serial PRIMARY KEY,
    title varchar(255) NOT NULL,
    description varchar(255),
    owner_id integer NOT NULL REFERENCES "user" (id)
);
