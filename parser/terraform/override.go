package terraform

// override merges an override file into what is declared so far.
func (s *source) override(f *file) {
	s.declare(f)
}
