package schema

import "unicode/utf8"

// Nearest is the word that was probably meant: the one among those given that
// takes the fewest slips of the pen to become word. It is empty when none is
// near, or when word is among them. Of equally near words the first wins.
func Nearest(word string, among []string) string {
	if utf8.RuneCountInString(word) > 80 {
		return ""
	}
	runes := []rune(word)
	limit := 1 + len(runes)/4
	best, nearest := limit+1, ""
	for _, candidate := range among {
		if candidate == word {
			return ""
		}
		if difference := len(candidate) - len(word); difference > 4*limit || difference < -4*limit {
			continue
		}
		if d := distance(runes, []rune(candidate)); d < best {
			best, nearest = d, candidate
		}
	}
	return nearest
}

// distance counts the letters to insert, drop, replace or swap with their
// neighbour; a letter in the wrong case counts, but only as half of a swap.
func distance(a, b []rune) int {
	const slip = 2
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j * slip
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i * slip
		for j := 1; j <= len(b); j++ {
			cost := slip
			switch {
			case a[i-1] == b[j-1]:
				cost = 0
			case lower(a[i-1]) == lower(b[j-1]):
				cost = 1
			}
			row[j] = min(last[j]+slip, row[j-1]+slip, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+slip)
			}
		}
		before, last, row = last, row, before
	}
	return (last[len(b)] + 1) / slip
}

func lower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	if r == '_' || r == ' ' {
		return '-' // people confuse these as they confuse cases
	}
	return r
}
