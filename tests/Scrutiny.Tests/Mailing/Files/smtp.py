# An SMTP server on loopback for tests: keeps each mail as a file, and knows no address that begins with "nobody".
# With a certificate and a password it takes mail only over TLS, from who signs in as "scrutiny".
import email.policy, pathlib, ssl, sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, folder, *secure = sys.argv[1:]
folder = pathlib.Path(folder)


class Keep:
    count = 0

    # Names of mechanisms are written in either case; this server knows only capitals by itself.
    async def auth_login(self, server, args):
        return await server.auth_LOGIN(server, ["LOGIN", *args[1:]])

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keep.count += 1
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        head = "\n".join(f"{name}: {value}" for name, value in message.items())
        part = folder / f"{Keep.count:04}.part"
        how = f"Over-TLS: {session.ssl is not None}\nSigned-in: {session.authenticated}\n"
        part.write_text(f"To-whom: {', '.join(envelope.rcpt_tos)}\n{how}{head}\n\n{message.get_content()}", encoding="utf-8")
        part.rename(folder / f"{Keep.count:04}.txt")
        return "250 OK"


settings = {}
if secure:
    certificate, password = secure
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    settings = dict(tls_context=context, require_starttls=True, auth_required=True,
                    authenticator=lambda server, session, envelope, mechanism, data: AuthResult(success=(data.login, data.password) == (b"scrutiny", password.encode())))

Controller(Keep(), hostname="127.0.0.1", port=int(port), **settings).start()
print("ready", flush=True)
sys.stdin.read()
