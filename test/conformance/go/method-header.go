package p

// ruleid: method-header
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	use(w)
}

// ok: method-header
func ServeHTTP(w http.ResponseWriter, r *http.Request) {
	use(w)
}
