package a

func f(r *http.Request, o *Other) {
	// ruleid: typed-parameter
	r.FormValue("a")
	// ok: typed-parameter
	o.FormValue("a")
}
