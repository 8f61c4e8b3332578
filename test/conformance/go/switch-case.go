package a

func g() {
	// ruleid: switch-case
	switch role {
	case "user":
		f()
	case "admin":
		h()
	}
	// ok: switch-case
	switch role {
	case "user":
		f()
	}
}
