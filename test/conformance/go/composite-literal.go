package a

func f() {
	// ruleid: composite-literal
	a := &http.Cookie{Name: "a", Secure: false, HttpOnly: true}
	// ok: composite-literal
	b := &http.Cookie{Name: "a", Secure: true}
	// ok: composite-literal
	c := &http.Cookie{Name: "a"}
}
