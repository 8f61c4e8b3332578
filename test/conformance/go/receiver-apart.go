package p

// ruleid: receiver-apart
func run(s *Server, n int) {}

// ok: receiver-apart
func (s *Server) walk(n int) {}
