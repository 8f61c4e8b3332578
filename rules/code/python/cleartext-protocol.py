import ftplib
import imaplib
import smtplib
import telnetlib
from ftplib import FTP

import mailboxes


def connect(host, user, password):
    # ruleid: python.cleartext-protocol
    first = FTP(host)
    # ruleid: python.cleartext-protocol
    second = telnetlib.Telnet(host)
    with smtplib.SMTP(host) as mail:
        # ruleid: python.cleartext-protocol
        mail.login(user, password)
    with smtplib.SMTP(host) as better:
        better.starttls()
        # ok: python.cleartext-protocol
        better.login(user, password)
    # ok: python.cleartext-protocol
    third = ftplib.FTP_TLS(host)
    # ok: python.cleartext-protocol
    fourth = imaplib.IMAP4_SSL(host)
    # ok: python.cleartext-protocol
    fifth = mailboxes.POP3(host)
    return first, second, third, fourth, fifth
