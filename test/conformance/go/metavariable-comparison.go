package a

func f() {
	// ruleid: metavariable-comparison
	rsa.GenerateKey(rand.Reader, 1024)
	// ok: metavariable-comparison
	rsa.GenerateKey(rand.Reader, 2048)
}
