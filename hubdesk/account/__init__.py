"""Who is signed in, and to which Hub."""
