UPDATE programs SET program = json_set(program, '$.prompts.quietPages', json('["/cart*","/basket*","/checkout*"]')) WHERE program ->> '$.prompts.quietPages' IS NULL;
