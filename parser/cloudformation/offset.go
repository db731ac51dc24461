package cloudformation

import "strings"

// textOffsets maps each byte of the text of a scalar (and its end) to a byte
// of the source; nil where they can't be told apart.
func textOffsets(n *node) []int {
	if n.kind != scalarNode {
		return nil
	}
	b := n.src.bytes
	i := skipProperties(b[:n.end], n.start)
	offsets := make([]int, 0, len(n.value)+1)
	switch n.style {
	case literalStyle:
		at, indent, end := blockLines(b, i)
		for at < end {
			for skipped := 0; skipped < indent && at < end && b[at] == ' '; skipped++ {
				at++
			}
			for ; at < end && b[at] != '\n' && b[at] != '\r'; at++ {
				offsets = append(offsets, at)
			}
			if at < len(b) {
				offsets = append(offsets, at)
			}
			if at < end && b[at] == '\r' {
				at++
			}
			at++
		}
		offsets = append(offsets, end)
	case quotedStyle:
		quote := b[min(i, len(b)-1)]
		for i++; i < n.end-1; {
			offsets = append(offsets, i)
			switch {
			case quote == '\'' && b[i] == '\'', quote == '"' && b[i] == '\\' && i+1 < n.end && strings.IndexByte(`"\/bfnrt`, b[i+1]) >= 0:
				i += 2
			case quote == '"' && b[i] == '\\', b[i] == '\n' || b[i] == '\r':
				return nil // longer escapes and folded lines
			default:
				i++
			}
		}
		offsets = append(offsets, i)
	default:
		if n.end-i != len(n.value) {
			return nil
		}
		for ; i <= n.end; i++ {
			offsets = append(offsets, i)
		}
	}
	if len(offsets) < len(n.value) {
		return nil
	}
	return offsets
}
