package a

func f(w http.ResponseWriter, r *http.Request) {
	cmd := r.URL.Query().Get("cmd")
	// ruleid: taint-parameter
	exec.Command(cmd)
	// ok: taint-parameter
	exec.Command("ls")
}
