package a

func f(r *http.Request) {
	id := r.FormValue("id")
	q := "select " + id
	// ruleid: taint-direct
	db.Query(q)
	// ok: taint-direct
	db.Query("select 1")
}
