package p
func f() {
// ruleid: single-field
	a := http.Cookie{Secure: false}
// ruleid: single-field
	b := []http.Cookie{{Secure: false}}
	c := http.Cookie{Secure: true}
// ruleid: single-field
	d := &T{C: http.Cookie{Name: "a", Secure: false}}
}
