package a

// ruleid: function-parameter
func f(w http.ResponseWriter, r *http.Request) {
}

// ok: function-parameter
func g(w http.ResponseWriter) {
}
