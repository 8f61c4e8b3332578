package a

func f() {
	// ruleid: function-literal
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		work()
	})
	// ok: function-literal
	http.HandleFunc("/", handler)
}
