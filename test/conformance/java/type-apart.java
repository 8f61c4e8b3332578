class Target {
  // ok: type-apart
  Vault run(Vault a) {
    // ok: type-apart
    Vault b = new Vault((Vault) a);
    // ruleid: type-apart
    return Vault.open(b);
  }
}
