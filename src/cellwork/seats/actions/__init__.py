"""What changes seats: setting categories up, fixing the list, allotting; each can be taken back with a reason."""
