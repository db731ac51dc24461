package report

import "bytes"

// prune encodes a SARIF object and leaves out the members that say nothing:
// go-sarif writes every empty list and every index that is not set as [] and
// -1, which are the standard's defaults and nearly a third of a result. The list
// of results itself stays, since its absence would mean that no scan took place.
func prune(object any) ([]byte, error) {
	data, err := compact(object)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if data[i] != '"' {
			out = append(out, data[i])
			i++
			continue
		}
		end := stringEnd(data, i)
		name := data[i:end]
		if size := emptyMember(data[end:]); size > 0 && string(name) != `"results"` {
			i = end + size
			// One comma goes with the member: the one before it, else the one after.
			if n := len(out); n > 0 && out[n-1] == ',' {
				out = out[:n-1]
			} else if i < len(data) && data[i] == ',' {
				i++
			}
			continue
		}
		out = append(out, name...)
		i = end
	}
	return out, nil
}

// stringEnd returns the index after the string that starts at i.
func stringEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		default:
		}
	}
	return len(data)
}

// emptyMember returns the size of a default value that follows the name of a
// member, with its colon; 0 for any other value.
func emptyMember(rest []byte) int {
	for _, empty := range []string{":[]", ":-1", ":{}"} {
		if bytes.HasPrefix(rest, []byte(empty)) && (len(rest) == len(empty) || rest[len(empty)] == ',' || rest[len(empty)] == '}') {
			return len(empty)
		}
	}
	return 0
}
