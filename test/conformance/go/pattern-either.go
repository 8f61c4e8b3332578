package a

func f() {
	// ruleid: pattern-either
	md5.New()
	// ruleid: pattern-either
	sha1.New()
	// ok: pattern-either
	sha256.New()
}
