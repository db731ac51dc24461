package cloudformation

import (
	"math/big"
	"net/netip"
	"slices"
	"strconv"

	"github.com/plumb-iac/plumb/parser/graph"
)

// selectElement evaluates Fn::Select.
func (s *stack) selectElement(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) != 2 {
		return s.invalid(site, "Fn::Select takes an index and a list")
	}
	index, list := s.eval(items[0], sc), s.eval(items[1], sc)
	text, ok := scalarText(index)
	if !ok {
		return uncertain(index, list)
	}
	i, err := strconv.Atoi(text)
	if err != nil || i < 0 {
		return s.invalid(site, "the index of Fn::Select must be a whole number from 0 on, not %s", text)
	}
	if all := choices(list); !list.IsKnown() && len(all) > 0 {
		return s.forChoices(list, all, func(v *graph.Value) *graph.Value { return s.element(v, i, site) })
	}
	return s.element(list, i, site)
}

func (s *stack) element(list *graph.Value, i int, site *node) *graph.Value {
	switch {
	case !list.IsKnown():
		return uncertain(list)
	case list == nil || list.Form != graph.List:
		return s.invalid(site, "Fn::Select takes an index and a list")
	case slices.ContainsFunc(list.List[:min(i, len(list.List))], mayBeAbsent):
		// An element before it may be left out, which moves the others.
		return uncertain(list)
	case i >= len(list.List):
		return s.invalid(site, "Fn::Select of element %d from a list of %d", i, len(list.List))
	}
	v := *list.List[i]
	v.Range, v.ValueRange = graph.Range{}, graph.Range{}
	return &v
}

// mayBeAbsent reports whether an element of a list may be AWS::NoValue.
func mayBeAbsent(v *graph.Value) bool {
	return v.Form == graph.Unknown && v.Why != nil && slices.ContainsFunc(v.Why.OneOf, (*graph.Value).IsAbsent)
}

// length evaluates Fn::Length.
func (s *stack) length(argument, site *node, sc *scope) *graph.Value {
	list := s.eval(argument, sc)
	switch {
	case !list.IsKnown():
		return uncertain(list)
	case list == nil || list.Form != graph.List && list.Form != graph.Map:
		return s.invalid(site, "Fn::Length takes a list")
	case slices.ContainsFunc(list.List, mayBeAbsent):
		return uncertain(list)
	}
	return graph.NewInt(len(list.List) + len(list.Map))
}

// cidr evaluates Fn::Cidr: count blocks with cidrBits host bits each, one
// after the other from the start of a block.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
func (s *stack) cidr(argument, site *node, sc *scope) *graph.Value {
	items := argument.elements()
	if len(items) < 2 || len(items) > 3 {
		return s.invalid(site, "Fn::Cidr takes a block, a count and the number of host bits")
	}
	values := make([]*graph.Value, len(items))
	for i, item := range items {
		values[i] = s.eval(item, sc)
	}
	count, ok := wholeNumber(values[1])
	if !ok {
		if !values[1].IsKnown() {
			return uncertain(values...)
		}
		return s.invalid(site, "the count of Fn::Cidr must be a number from 1 to 256")
	}
	if count < 1 || count > 256 {
		return s.invalid(site, "the count of Fn::Cidr must be a number from 1 to 256")
	}
	list := &graph.Value{Form: graph.List}
	block, known := scalarText(values[0])
	bits, bitsKnown := 0, false
	if len(values) == 3 {
		bits, bitsKnown = wholeNumber(values[2])
	}
	if !known || !bitsKnown {
		// How many blocks there are is known all the same.
		for range count {
			list.List = append(list.List, placed(uncertain(values...), site))
		}
		return list
	}
	blocks, problem := cidrBlocks(block, count, bits)
	if problem != "" {
		return s.invalid(site, "Fn::Cidr: %s", problem)
	}
	for _, b := range blocks {
		list.List = append(list.List, placed(&graph.Value{Form: graph.String, Text: b, References: references(values...)}, site))
	}
	return list
}

func wholeNumber(v *graph.Value) (int, bool) {
	text, ok := scalarText(v)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

func cidrBlocks(block string, count, bits int) (blocks []string, problem string) {
	prefix, err := netip.ParsePrefix(block)
	if err != nil {
		return nil, block + " is no address block"
	}
	prefix = prefix.Masked()
	width := prefix.Addr().BitLen()
	if bits < 1 || bits > width-prefix.Bits() {
		return nil, strconv.Itoa(bits) + " host bits do not fit into " + block
	}
	if free := width - prefix.Bits() - bits; free < 9 && count > 1<<free {
		return nil, strconv.Itoa(count) + " blocks with " + strconv.Itoa(bits) + " host bits do not fit into " + block
	}
	address := new(big.Int).SetBytes(prefix.Addr().AsSlice())
	step := new(big.Int).Lsh(big.NewInt(1), uint(bits))
	for range count {
		addr, ok := netip.AddrFromSlice(address.FillBytes(make([]byte, width/8)))
		if !ok {
			return nil, block + " is no address block"
		}
		blocks = append(blocks, netip.PrefixFrom(addr, width-bits).String())
		address.Add(address, step)
	}
	return blocks, ""
}
