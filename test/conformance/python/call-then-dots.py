def send(mail, other, user):
    mail.starttls()
    # ok: call-then-dots
    mail.login(user)
    # ruleid: call-then-dots
    other.login(user)
