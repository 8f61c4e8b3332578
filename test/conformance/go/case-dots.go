package p

func f() {
	// ruleid: case-dots
	switch role {
	case "user":
		a()
	case "admin":
		b()
	}
	// ok: case-dots
	switch role {
	case "user":
		a()
	}
}
