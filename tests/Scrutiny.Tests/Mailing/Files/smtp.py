# An SMTP server on loopback for tests: keeps each mail as a file, and knows no address that begins with "nobody".
import asyncio, email.policy, pathlib, sys
from aiosmtpd.controller import Controller

folder = pathlib.Path(sys.argv[2])


class Keep:
    count = 0

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
        part.write_text(f"To-whom: {', '.join(envelope.rcpt_tos)}\n{head}\n\n{message.get_content()}", encoding="utf-8")
        part.rename(folder / f"{Keep.count:04}.txt")
        return "250 OK"


Controller(Keep(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
sys.stdin.read()
