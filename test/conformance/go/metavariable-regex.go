package a

func f() {
	// ruleid: metavariable-regex
	md5.New()
	// ok: metavariable-regex
	sha256.New()
}
