"""Where things of a sort stand in a text: times, amounts, numbers, titles, names, penalties."""
