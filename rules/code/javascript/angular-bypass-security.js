function trust(sanitizer, text) {
  // ruleid: javascript.angular-bypass-security
  sanitizer.bypassSecurityTrustScript(text);
  // ok: javascript.angular-bypass-security
  sanitizer.sanitize(1, text);
}
