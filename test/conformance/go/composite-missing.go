package a

func f() {
	// ruleid: composite-missing
	a := http.Cookie{Name: "a"}
	// ok: composite-missing
	b := http.Cookie{HttpOnly: true, Name: "a"}
}
