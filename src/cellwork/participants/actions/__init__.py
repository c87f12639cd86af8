"""What changes places at a conference: taking in, nominating, electing, inviting, replying, coming in, and needs."""
