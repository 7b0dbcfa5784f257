"""Ralph with its file backend on 127.0.0.1, for lrs_test.py: `lrs_server.py PORT`, settings in the environment.

The file backend creates its file by default, so that every write after the first is refused; here it appends.
"""

import sys

import uvicorn
from ralph.api import app
from ralph.api.routers import statements
from ralph.backends.data.base import BaseOperationType

statements.BACKEND_CLIENT.default_operation_type = BaseOperationType.APPEND
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
