package cloudformation

// expandServerless expands a resource of the serverless transform; false for
// any other resource.
func (s *stack) expandServerless(_ *entry, _ *node) bool { return false }

func (s *stack) finishServerless(_ *node) {}
