-- People of the staff site: accounts, their roles and sessions, what holds guessing back, and the keys that protect cookies. Only the
-- staff process and the command line look in here; the public process and ingest have no right on any of it.
create schema account;
grant usage on schema account to scrutiny_staff;

create table account.account (
  account_id text primary key check (account_id ~ '^[a-z0-9]{12}$'),
  sign_in_name text not null check (length(sign_in_name) between 1 and 80),
  normalised_name text not null unique check (length(normalised_name) between 1 and 80),
  display_name text not null check (length(display_name) between 1 and 80),
  job_title text check (length(job_title) between 1 and 120),
  -- Null where another provider signs the person in.
  password_hash text,
  -- Somebody else chose the password: it signs in until then, and is changed at the first sign-in.
  one_time_until timestamptz,
  -- Changes with the password, the roles and the second factor; a session made before ends with it.
  security_stamp text not null,
  -- The second factor's secret, encrypted by the key ring; null until it is set up.
  totp_secret text,
  -- The last step of 30 seconds whose code was used: a code counts once.
  totp_step bigint,
  -- SHA-256 of issuer and subject, where another provider signs the person in.
  external_id text unique check (external_id ~ '^[0-9a-f]{64}$'),
  disabled_at timestamptz,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check (password_hash is not null or external_id is not null)
);

create table account.account_role (
  account_id text not null references account.account,
  role text not null check (role in ('commissioner', 'operator', 'moderator', 'minute-taker', 'analyst', 'publisher', 'chief-constables-office', 'panel-member', 'auditor', 'administrator')),
  primary key (account_id, role)
);

-- The record names a session; this says whose it was, for as long as somebody may have to answer for it.
create table account.session (
  session_id text primary key check (session_id ~ '^[a-z0-9]{16}$'),
  account_id text not null references account.account,
  security_stamp text not null,
  -- Signed in by another provider, which has asked for its own second factor.
  external boolean not null default false,
  begun_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_account on account.session (account_id) where ended_at is null;

-- Failed attempts in the current hour by account, device, source and second factor. Keys are keyed hashes: neither a name nor an
-- address can be read from them. Rows go within a day.
create table account.attempt (
  kind text not null check (kind in ('name', 'device', 'source', 'code')),
  key bytea not null check (length(key) = 32),
  began_at timestamptz not null default now(),
  count integer not null check (count >= 0),
  primary key (kind, key)
);
create index attempt_by_age on account.attempt (began_at);

-- Accounts that came with the bundled samples. Only the owner of the schema writes here: while one of them is enabled no second factor
-- is asked for, and no process may switch that off for itself.
create table account.sample_account (
  account_id text primary key check (account_id ~ '^[a-z0-9]{12}$')
);

-- Encrypted with a certificate that is not in the database.
create table account.data_protection_key (
  name text primary key check (length(name) between 1 and 100),
  xml text not null,
  made_at timestamptz not null default now()
);

grant select on account.account, account.account_role, account.session, account.attempt, account.sample_account, account.data_protection_key to scrutiny_staff;
grant insert (account_id, sign_in_name, normalised_name, display_name, job_title, password_hash, one_time_until, security_stamp, external_id) on account.account to scrutiny_staff;
grant update (display_name, job_title, password_hash, one_time_until, security_stamp, totp_secret, totp_step, disabled_at, changed_at) on account.account to scrutiny_staff;
grant insert, delete on account.account_role to scrutiny_staff;
grant insert (session_id, account_id, security_stamp, external, expires_at) on account.session to scrutiny_staff;
grant update (seen_at, ended_at) on account.session to scrutiny_staff;
grant insert, update, delete on account.attempt to scrutiny_staff;
grant insert (name, xml) on account.data_protection_key to scrutiny_staff;
