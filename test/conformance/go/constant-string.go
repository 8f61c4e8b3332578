package a

const key = "secret"

func f() {
	// ruleid: constant-string
	foo(key)
	local := "secret"
	// ruleid: constant-string
	foo(local)
	// ok: constant-string
	foo(other)
}
